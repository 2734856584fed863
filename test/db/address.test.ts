import pg from 'pg'
import t from 'tap'
import { instanceAddress, ownerAddress } from '../../db/connection/address.ts'
import { OPTIONS } from '../../db/connection/settings.ts'

const URL_ = 'postgres://keyward:p%2Cq@db.example:5433/keyward'

/** The parameters that pg reads from an address. */
function parsed({ connectionString, options }: { connectionString: string; options: string }) {
  const client = new pg.Client({ connectionString, options })
  const { connectionParameters } = client as unknown as { connectionParameters: { options: string } }
  return { host: client.host, port: client.port, password: client.password, options: connectionParameters.options }
}

t.test('options in DATABASE_URL and PGOPTIONS are merged with those that keyward sets', async t => {
  const place = { host: 'db.example', port: 5433, password: 'p,q' }
  const added = `${URL_}?options=-c%20geqo%3Doff&application_name=mine`
  t.match(parsed(instanceAddress('DATABASE_URL', URL_)), { ...place, options: OPTIONS })
  t.match(parsed(instanceAddress('DATABASE_URL', added)), { ...place, options: `-c geqo=off ${OPTIONS}` })
  process.env['PGOPTIONS'] = '-c jit=off'
  t.teardown(() => delete process.env['PGOPTIONS'])
  t.equal(parsed(instanceAddress('DATABASE_URL', URL_)).options, `-c jit=off ${OPTIONS}`)
  t.equal(parsed(instanceAddress('DATABASE_URL', added)).options, `-c geqo=off ${OPTIONS}`)
  process.env['PGOPTIONS'] = '-csearch_path=mine'
  t.throws(() => instanceAddress('DATABASE_URL', URL_), { message: /PGOPTIONS sets search_path,/ })
})

t.test('the path of a socket, which has no scheme, is passed on unchanged', async t => {
  const path = '/var/run/postgresql keyward'
  t.same(instanceAddress('DATABASE_URL', path), { connectionString: path, options: OPTIONS })
})

t.test("an address that contradicts keyward's settings is an error that names the parameter", async t => {
  for (const [query, named] of [
    ['options=-c default_transaction_isolation=serializable', 'DATABASE_URL sets default_transaction_isolation,'],
    ['options=--default-transaction-isolation%3Dserializable', 'DATABASE_URL sets default_transaction_isolation,'],
    ['options=-c%20geqo%3Doff%20-c%20search_path%3Dkeyward', 'DATABASE_URL sets search_path,'],
    ['options=-c datestyle=german', 'DATABASE_URL sets datestyle,'],
    ['options=-c lock_timeout=0', 'DATABASE_URL sets lock_timeout,'],
    ['statement_timeout=60000', 'DATABASE_URL sets statement_timeout,'],
    ['query_timeout=1', 'DATABASE_URL sets query_timeout,'],
    ['target_session_attrs=standby', 'DATABASE_URL has a target_session_attrs'],
    ['host=a,b', 'DATABASE_URL has several hosts'],
  ])
    t.throws(
      () => instanceAddress('DATABASE_URL', `${URL_}?${query}`),
      { message: `invalid setting: ${named}` },
      String(query),
    )
  for (const hosts of ['a,b', 'a:5432,b:5432', 'u:p@a,b'])
    t.throws(() => instanceAddress('DATABASE_URL', `postgres://${hosts}/keyward`), { message: /several hosts/ }, hosts)
  for (const query of ['target_session_attrs=read-write', 'sslmode=disable', 'application_name=a,b'])
    t.doesNotThrow(() => instanceAddress('DATABASE_URL', `${URL_}?${query}`), query)
})

t.test('an address for migrations can set time limits, but no search_path', async t => {
  const limited = `${URL_}?lock_timeout=5000&options=-c%20statement_timeout%3D1h`
  t.match(ownerAddress('MIGRATION_DATABASE_URL', limited), {
    connectionString: `${URL_}?lock_timeout=5000`,
    options: `-c statement_timeout=1h ${OPTIONS}`,
  })
  t.throws(() => ownerAddress('MIGRATION_DATABASE_URL', `${URL_}?options=-c%20search_path%3Da`), {
    message: 'invalid setting: MIGRATION_DATABASE_URL sets search_path,',
  })
})
