import { hash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import { namedAccount, shownId } from '../../auth/account-id.ts'
import { operator } from '../../auth/actor.ts'
import { createApiKey } from '../../auth/api-key.ts'
import { changeAccount } from '../../db/account/change.ts'
import { OtherAccount } from '../../db/ensure-account.ts'
import { buildInstances, call, createKey } from '../kit/app.ts'
import { asking, issuer, settingsFor, withIssuer } from './issuer.ts'

/** The UUID of an external ID, by the rule in docs/operating.md. */
function uuidOf(id: string) {
  const namespace = Buffer.from('2da50a059d5d4cc184bd5f2f49fcff3c', 'hex')
  const hex = hash('sha1', Buffer.concat([namespace, Buffer.from(id)])).slice(0, 32)
  const variant = ((Number.parseInt(hex[16] as string, 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}

const LONGEST = `${'x'.repeat(99)}~`
const SUITABLE = [
  'user_42',
  'auth0|5f7c8ec7c33c6c004bbafe82',
  'google-oauth2|1',
  'a@b.example',
  'A:b+c=d~e.f-g',
  LONGEST,
]
const UNSUITABLE = [
  ...['sk_live_', 'sk_test_'].map(prefix => createApiKey({ prefixes: [prefix] }).secret),
  ...['', ' ', '.', '..', 'a b', 'a/b', 'a\n', 'a\0', '用户', 'é', 'a%20', 'a,b', 'a"', '\u2028', 'x'.repeat(101)],
  ...[null, [], ['user_42'], {}, true, 1.5, -1, 2 ** 53, 1e300],
]

t.test('an ID that is a UUID is itself, and any other maps to the same UUID forever', async t => {
  const id = randomUUID()
  for (const text of [id, id.toUpperCase()]) t.same(namedAccount(text), { accountId: id, externalId: null })
  t.same(namedAccount('user_42'), { accountId: '743a588c-bed4-53f6-a03e-439704e38d77', externalId: 'user_42' })
  for (const text of SUITABLE) {
    const named = namedAccount(text)
    t.same(named, { accountId: uuidOf(text), externalId: text })
    t.equal(named && shownId(named), text)
  }
  t.not(uuidOf('user_42'), uuidOf('User_42'))
})

t.test('sessions name their account by its external ID, and the database keeps both', async t => {
  const { app, answer, person } = await withIssuer(t)
  for (const sub of SUITABLE) t.equal(await answer({ sub }), `200 ${sub}`)
  t.equal(await answer({ sub: 42 }), '200 42')
  t.equal(await answer({ sub: 2 ** 53 - 1 }), '200 9007199254740991')
  const id = randomUUID()
  for (const sub of [id, id.toUpperCase()]) t.equal(await answer({ sub }), `200 ${id}`)
  const rows = await app.db.selectFrom('accounts').select(['id', 'external_id']).execute()
  t.same(
    new Set(rows.map(row => `${row.id} ${row.external_id}`)),
    new Set([...SUITABLE, '42', '9007199254740991'].map(sub => `${uuidOf(sub)} ${sub}`).concat(`${id} null`)),
  )

  const alice = await person('user_42')
  const key = await createKey(app, alice)
  const reply = await call(app, { as: alice, url: `/api/v1/keys/${key.id}` })
  t.equal(reply.headers['x-keyward-account'], 'user_42')
  const revoked = await call(app, { as: alice, method: 'DELETE', url: `/api/v1/keys/${key.id}` })
  t.equal(revoked.statusCode, 200)
  const events = await call(app, { as: alice, url: '/api/v1/audit-events' })
  t.same(
    events.json().data.map(({ actor }: { actor: string }) => actor),
    ['user:user_42', 'user:user_42'],
  )
})

t.test('an unsuitable ID is 401 with a sentence that names SESSION_ACCOUNT', async t => {
  const { app, answer, provider, session } = await withIssuer(t)
  for (const [at, sub] of UNSUITABLE.entries()) t.equal(await answer({ sub }), '401 invalid_session', `number ${at}`)
  const reply = await session(await provider.sign({ sub: '用户' }))
  t.match(reply.json().error.details.session, /^the claim in SESSION_ACCOUNT must be .* choose another claim/)
  t.equal((await app.db.selectFrom('accounts').selectAll().execute()).length, 0)
})

t.test('only the ID of an account enters it, not the UUID that the ID maps to, in either order', async t => {
  const lines: Record<string, unknown>[] = []
  const log = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const { app, answer } = await withIssuer(t, { LOG_LEVEL: 'error' }, { log })
  t.equal(await answer({ sub: 'victim' }), '200 victim')
  for (let time = 0; time < 2; time++) t.equal(await answer({ sub: uuidOf('victim') }), '401 invalid_session')
  t.equal(await answer({ sub: 'victim' }), '200 victim')

  t.equal(await answer({ sub: uuidOf('late').toUpperCase() }), `200 ${uuidOf('late')}`)
  for (let time = 0; time < 2; time++) t.equal(await answer({ sub: 'late' }), '401 invalid_session')
  const errors = lines.filter(({ level }) => level === 50)
  t.same(
    errors.map(({ account_id }) => account_id),
    [uuidOf('victim'), uuidOf('victim'), uuidOf('late'), uuidOf('late')],
  )
  t.match(errors[0], { msg: 'the account of a session has another external ID than the session' })
  t.match((await app.inject('/metrics')).body, /^keyward_account_conflicts_total 4$/m)
})

t.test('of two IDs that arrive at once for one new account, the same one enters on every instance', async t => {
  const provider = await issuer(t)
  const { apps, db } = await buildInstances(t, 2, settingsFor(provider))
  const [one, two] = apps.map(app => asking(app as never, provider).answer)
  for (let round = 0; round < 10; round++) {
    const id = `racer_${round}`
    const answers = await Promise.all(
      [one, two, one, two].map((ask, at) => ask?.({ sub: at < 2 ? id : uuidOf(id) }) ?? ''),
    )
    const row = await db.selectFrom('accounts').select('external_id').where('id', '=', uuidOf(id)).executeTakeFirst()
    const [external, internal] = row?.external_id === id ? [`200 ${id}`, '401'] : ['401', `200 ${uuidOf(id)}`]
    t.match(answers, [external, external, internal, internal])
  }
})

t.test('the IDs of an account never change', async t => {
  const { app, answer } = await withIssuer(t)
  await answer()
  await app.db.updateTable('accounts').set({ tier: 'pro' }).execute()
  for (const change of ["external_id = 'other'", 'external_id = null', 'id = gen_random_uuid()'])
    await t.rejects(sql`update accounts set ${sql.raw(change)}`.execute(app.db), { code: '23001' }, change)
})

t.test('until the upgrade is finished, a new external ID is 409, and other accounts are unaffected', async t => {
  const { app, answer } = await withIssuer(t)
  t.equal(await answer({ sub: 'early' }), '200 early')
  await app.db.updateTable('upgrades').set({ finished_at: null }).execute()
  t.equal(await answer({ sub: 'early' }), '200 early')
  t.equal(await answer({ sub: 'new' }), '409 upgrade_unfinished')
  const id = randomUUID()
  t.equal(await answer({ sub: id }), `200 ${id}`)
  await app.db.updateTable('upgrades').set({ finished_at: new Date() }).execute()
  t.equal(await answer({ sub: 'new' }), '200 new')
})

t.test('an account that a restored backup lacks is created again with its external ID', async t => {
  const { app, person } = await withIssuer(t)
  const forget = async () => {
    for (const table of ['usage_windows', 'accounts']) await sql`delete from ${sql.table(table)}`.execute(app.db)
  }
  const alice = await person('user_42')
  const accounts = () => app.db.selectFrom('accounts').select(['id', 'external_id']).execute()
  for (const use of [
    () => call(app, { as: alice, url: '/api/v1/session' }),
    () => call(app, { as: alice, method: 'POST', url: '/api/v1/keys', payload: { name: 'a key' } }),
  ]) {
    await call(app, { as: alice, url: '/api/v1/session' })
    await forget()
    t.match((await use()).statusCode, /^20[01]$/)
    t.same(await accounts(), [{ id: uuidOf('user_42'), external_id: 'user_42' }])
  }
})

t.test('after a restore, an account that someone else has created stays closed', async t => {
  const { app, person, answer } = await withIssuer(t)
  const alice = await person('user_42')
  await call(app, { as: alice, url: '/api/v1/session' })
  for (const table of ['usage_windows', 'accounts']) await sql`delete from ${sql.table(table)}`.execute(app.db)
  await app.db
    .insertInto('accounts')
    .values({ id: uuidOf('user_42'), external_id: null, tier: 'free' })
    .execute()
  t.equal((await call(app, { as: alice, url: '/api/v1/session' })).statusCode, 401)
  const made = await call(app, { as: alice, method: 'POST', url: '/api/v1/keys', payload: { name: 'a key' } })
  t.equal(made.statusCode, 401)
  t.equal(await answer({ sub: uuidOf('user_42') }), `200 ${uuidOf('user_42')}`)
})

t.test('operators name an account by either of its IDs, on every route', async t => {
  const ADMIN_TOKEN = 'x'.repeat(32)
  const { app, person, answer } = await withIssuer(t, { ADMIN_TOKEN, IMPORTED_KEY_SHAPES: 'acme_ hex 20' })
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
  const operate = (method: 'GET' | 'PUT' | 'POST' | 'PATCH', url: string, payload?: object) =>
    app.inject({ method, url: `/admin/v1${url}`, headers, ...(payload && { payload }) })
  const id = 'auth0|5f7c'
  const [made] = [await operate('PUT', `/accounts/${encodeURIComponent(id)}`, { tier: 'pro' })]
  t.same([made.statusCode, made.json()], [201, { account_id: id, tier: 'pro' }])
  t.equal(await answer({ sub: id }), `200 ${id}`)
  const key = await createKey(app, await person(id))
  for (const [at, name] of [encodeURIComponent(id), uuidOf(id), uuidOf(id).toUpperCase()].entries()) {
    t.match((await operate('GET', `/accounts/${name}`)).json(), { account_id: id, tier: 'pro' })
    t.equal((await operate('PUT', `/accounts/${name}`, { tier: 'pro' })).json().account_id, id)
    t.equal((await operate('POST', `/accounts/${name}/windows/reset`)).statusCode, 200)
    t.equal((await operate('GET', `/accounts/${name}/account-events`)).statusCode, 200)
    t.equal((await operate('PATCH', `/accounts/${name}/keys/${key.id}`, { metadata: { at } })).statusCode, 200)
    const digest = hash('sha256', `${at}`)
    const keys = [{ digest, name: 'imported', prefix: 'acme_' }]
    t.equal((await operate('POST', `/accounts/${name}/keys/import`, { keys })).statusCode, 200)
    const filter = { account_id: decodeURIComponent(name), filter: { all: true }, dry_run: true }
    t.equal((await operate('POST', '/revocations', filter)).json().revoked, at + 2)
  }

  const taken = 'taken'
  t.equal(await answer({ sub: uuidOf(taken) }), `200 ${uuidOf(taken)}`)
  t.equal((await operate('GET', `/accounts/${taken}`)).statusCode, 404, 'another account has its UUID')
  t.equal((await operate('PUT', `/accounts/${taken}`, { tier: 'pro' })).statusCode, 404)
  t.equal((await operate('POST', `/accounts/${taken}/keys/import`, { keys: [] })).statusCode, 400)
  const keys = [{ digest: hash('sha256', taken), name: 'imported', prefix: 'acme_' }]
  t.equal((await operate('POST', `/accounts/${taken}/keys/import`, { keys })).statusCode, 404)
  t.equal((await operate('GET', `/accounts/${taken}/account-events`)).statusCode, 404)
  t.equal((await operate('PATCH', `/accounts/${taken}/keys/${key.id}`, { metadata: {} })).statusCode, 404)
  t.equal((await operate('POST', '/revocations', { account_id: taken, filter: { all: true } })).statusCode, 404)

  const late = { accountId: uuidOf(taken), externalId: taken }
  const by = { actor: operator('req_1', undefined), reason: null }
  const change = changeAccount(app.db, late, { plan: undefined, limits: undefined, metadata: null }, by)
  t.ok((await change.catch(error => error)) instanceof OtherAccount, 'also if it was created a moment ago')

  await app.db.updateTable('upgrades').set({ finished_at: null }).execute()
  t.equal((await operate('PUT', '/accounts/new', { tier: 'pro' })).json().error.code, 'upgrade_unfinished')
  t.equal((await operate('GET', '/accounts/new')).statusCode, 404, 'nothing was created')
})
