import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import { type App, build, call, revoke, useKey } from '../kit/app.ts'
import { needsPostgres, ownConnection } from '../kit/database.ts'
import { signIn } from '../kit/people.ts'

const TOKEN = 'a token of the operators, 32 characters or more'
const ENV = {
  ADMIN_TOKEN: TOKEN,
  VERIFY_TOKEN: TOKEN,
  IMPORTED_KEY_SHAPES: 'acme_ base58 22, letters 64, hex 32',
}

/** A key from another service, in one of the shapes above. */
const foreignKey = () => randomBytes(16).toString('hex')
const digestOf = (key: string, encoding: 'hex' | 'base64' | 'base64url' = 'hex') =>
  createHash('sha256').update(key).digest(encoding)

const importInto = (app: App, accountId: string, keys: object[]) =>
  app.inject({
    method: 'POST',
    url: `/admin/v1/accounts/${accountId}/keys/import`,
    headers: { authorization: `Bearer ${TOKEN}` },
    payload: { keys },
  })

t.test('imported keys are used, shown, limited, reported and revoked like any other', async t => {
  const app = await build(t, ENV)
  const alice = await signIn('pro')
  const keys = ['acme_3ZkXwqv1111111111111ab', 'A'.repeat(32) + 'b'.repeat(32), foreignKey()] as const
  const reply = await importInto(app, alice.accountId.toUpperCase(), [
    { digest: digestOf(keys[0], 'base64'), name: 'one', prefix: 'acme_3ZkX', scopes: ['a'], description: 'from Unkey' },
    { digest: digestOf(keys[1], 'base64url'), name: 'two', expires_at: '2090-01-01T00:00:00Z' },
    { digest: digestOf(keys[2]).toUpperCase(), name: 'three' },
  ])
  t.equal(reply.statusCode, 200)
  const byName = Object.fromEntries(reply.json().data.map((key: { name: string }) => [key.name, key]))
  t.match(byName, {
    one: { prefix: 'acme_3ZkX', last4: null, scopes: ['a'], description: 'from Unkey', status: 'active' },
    two: { prefix: '', last4: null, scopes: null, expires_at: '2090-01-01T00:00:00.000Z' },
    three: { prefix: '' },
  })
  for (const key of keys) t.equal((await useKey(app, key)).statusCode, 200)
  t.match((await useKey(app, keys[0])).json(), { key: { prefix: 'acme_3ZkX', scopes: ['a'] }, tier: 'free' })
  const found = await call(app, { as: alice, url: '/api/v1/keys?q=acme_3Z' })
  t.same(
    found.json().data.map(({ name }: { name: string }) => name),
    ['one'],
  )
  const events = await call(app, { as: alice, url: `/api/v1/audit-events?key_id=${byName.one.id}` })
  t.match(events.json().data, [{ action: 'create', actor: 'operator', details: { imported: true } }])

  t.equal((await revoke(app, alice, byName.one.id)).statusCode, 200)
  t.equal((await useKey(app, keys[0])).statusCode, 401)
  const payload = { credentials: [keys[1]] }
  t.equal((await app.inject({ method: 'POST', url: '/api/v1/credentials/revoke', payload })).statusCode, 202)
  t.equal((await useKey(app, keys[1])).statusCode, 401)
  const rotated = await call(app, { as: alice, method: 'POST', url: `/api/v1/keys/${byName.three.id}/rotation` })
  t.match(rotated.json(), { prefix: /^sk_live_/, replaces: byName.three.id })
})

t.test('a text that matches no imported shape is not a key', async t => {
  const app = await build(t, ENV)
  const { accountId } = await signIn()
  const shapeless = ['acme_3ZkXwqv1111111111111a', 'acme_3ZkXwqv1111111111111a0', 'A'.repeat(63), 'g'.repeat(32)]
  await importInto(
    app,
    accountId,
    shapeless.map(key => ({ digest: digestOf(key), name: key })),
  )
  for (const key of shapeless) t.equal((await useKey(app, key)).statusCode, 401, key)
  const plain = await build(t, { ADMIN_TOKEN: TOKEN })
  const key = foreignKey()
  await importInto(plain, accountId, [{ digest: digestOf(key), name: 'a key' }])
  t.equal((await useKey(plain, key)).statusCode, 401, 'without the setting, only keyward’s shape exists')
})

t.test('an import with an existing key of any account names it and imports nothing', async t => {
  const app = await build(t, ENV)
  const [alice, bob] = [await signIn(), await signIn()]
  const [here, revoked, fresh] = [foreignKey(), foreignKey(), foreignKey()]
  const first = await importInto(app, alice.accountId, [
    { digest: digestOf(here), name: 'here' },
    { digest: digestOf(revoked), name: 'revoked' },
  ])
  await revoke(app, alice, first.json().data.find(({ name }: { name: string }) => name === 'revoked').id)
  const keys = [fresh, here, revoked].map(key => ({ digest: digestOf(key, 'base64'), name: 'again' }))
  const reply = await importInto(app, bob.accountId, keys)
  t.equal(reply.statusCode, 409)
  t.equal(reply.json().error.code, 'key_exists')
  t.same(reply.json().error.details.digests.sort(), [here, revoked].map(key => digestOf(key)).sort())
  t.equal((await useKey(app, fresh)).statusCode, 401)
  t.equal((await useKey(app, revoked)).statusCode, 401, 'it revives nothing')
  t.same((await call(app, { as: bob, url: '/api/v1/keys' })).json().data, [])
})

t.test('an import beyond 100 active keys, or with invalid fields, imports nothing', async t => {
  const app = await build(t, ENV)
  const { accountId } = await signIn()
  const many = (count: number) => Array.from({ length: count }, () => ({ digest: digestOf(foreignKey()), name: 'x' }))
  t.equal((await importInto(app, accountId, many(60))).statusCode, 200)
  t.equal((await importInto(app, accountId, many(41))).json().error.code, 'key_limit_reached')
  t.equal((await importInto(app, accountId, many(40))).statusCode, 200)
  const good = { digest: digestOf(foreignKey()), name: 'good' }
  const bad: object[][] = [
    [],
    many(101),
    [good, good],
    [good, { ...good, digest: Buffer.from(good.digest, 'hex').toString('base64url') }],
    [good, { name: 'no digest' }],
    [{ ...good, digest: good.digest.slice(1) }],
    [{ ...good, digest: 'x'.repeat(64) }],
    [{ ...good, name: '' }],
    [{ ...good, prefix: 'x'.repeat(17) }],
    [{ ...good, prefix: 'a key' }],
    [{ ...good, scopes: ['*'] }],
    [{ ...good, expires_at: '2020-01-01T00:00:00Z' }],
    [{ ...good, last4: 'abcd' }],
  ]
  const other = randomUUID()
  for (const keys of bad)
    t.equal(
      (await importInto(app, other, keys)).json().error.code,
      'validation_error',
      JSON.stringify(keys).slice(0, 99),
    )
  t.equal((await importInto(app, other, [good])).statusCode, 200)
})

t.test(...needsPostgres('of two concurrent imports of the same keys, one succeeds'), async t => {
  const app = await build(t, ENV)
  const keys = Array.from({ length: 50 }, () => ({ digest: digestOf(foreignKey()), name: 'x' }))
  const orders = [keys, keys.toReversed(), keys, keys.toReversed()]
  const replies = await Promise.all(orders.map(order => importInto(app, randomUUID(), order)))
  t.same(replies.map(({ statusCode }) => statusCode).sort(), [200, 409, 409, 409])
})

t.test(...needsPostgres('an import during an outage is 503'), async t => {
  const app = await build(t, ENV)
  const { accountId } = await signIn()
  const keys = [{ digest: digestOf(foreignKey()), name: 'x' }]
  await importInto(app, accountId, keys)
  const reply = await ownConnection(t, app)
    .transaction()
    .execute(async holder => {
      await sql`select from accounts for update`.execute(holder)
      return importInto(app, accountId, [{ digest: digestOf(foreignKey()), name: 'y' }])
    })
  t.equal(reply.statusCode, 503)
})

t.test('an import of keys that match no shape is rejected', async t => {
  const app = await build(t, ENV)
  const plain = await build(t, { ADMIN_TOKEN: TOKEN })
  const { accountId } = await signIn()
  const statusOf = async (app: App, prefix: string | undefined) => {
    const key = { digest: digestOf(foreignKey()), name: 'x', ...(prefix !== undefined && { prefix }) }
    const reply = await importInto(app, accountId, [key])
    if (reply.statusCode === 409)
      t.match(reply.json().error, { code: 'no_key_shape', details: { prefixes: [prefix ?? ''] } })
    return reply.statusCode
  }
  for (const prefix of [undefined, '', 'a', 'acme_', 'acme_3ZkX', '0af', 'Zz', 'sk_', 'sk_live_', 'sk_live_3ZkX'])
    t.equal(await statusOf(app, prefix), 200, `${prefix}`)
  for (const prefix of ['acme-', 'acme_0', 'xacme_', '-', 'sk_test_']) t.equal(await statusOf(app, prefix), 409, prefix)
  for (const prefix of [undefined, '', 'acme_']) t.equal(await statusOf(plain, prefix), 409, `${prefix}`)
  for (const prefix of ['sk_live_', 'sk_live_abc']) t.equal(await statusOf(plain, prefix), 200, prefix)
  const keys = [
    { digest: digestOf(foreignKey()), name: 'good', prefix: 'acme_' },
    { digest: digestOf(foreignKey()), name: 'bad', prefix: 'other_' },
  ]
  const other = randomUUID()
  t.equal((await importInto(app, other, keys)).statusCode, 409)
  const rows = await app.db.selectFrom('api_keys').select('id').where('account_id', '=', other).execute()
  t.same(rows, [])
})

t.test('startup reports imported keys that no longer match a shape', async t => {
  const lines: string[] = []
  const app = await build(t, { LOG_LEVEL: 'warn' }, { log: { write: line => void lines.push(line) } })
  const warning = () => lines.find(line => line.includes('fit no shape'))
  const row = (prefix: string, digest: string) => ({
    ...{ account_id: randomUUID(), digest: Buffer.from(digestOf(digest), 'hex'), name: 'x' },
    ...{ public_id: null, last4: null, imported_prefix: prefix },
  })
  for (const [prefix, key] of [
    ['acme_', '1'],
    ['acme_', '2'],
    ['sk_live_x', '3'],
  ] as const) {
    const { account_id, ...rest } = row(prefix, key)
    await app.db.insertInto('accounts').values({ id: account_id, tier: 'free' }).execute()
    await app.db
      .insertInto('api_keys')
      .values({ account_id, ...rest })
      .execute()
  }
  await app.listen({ host: '127.0.0.1', port: 0 })
  while (!warning()) await new Promise(setImmediate)
  t.match(JSON.parse(String(warning())), { level: 40, keys: 2, prefixes: ['acme_'] })
})

t.test('without such keys, startup logs nothing', async t => {
  const lines: string[] = []
  const app = await build(t, { LOG_LEVEL: 'warn' }, { log: { write: line => void lines.push(line) } })
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.same(lines, [])
})
