import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import t from 'tap'
import { createApiKey } from '../../auth/api-key.ts'
import { KEY_FORMAT } from '../../config/key-format.ts'
import { build, createKey, revoke } from '../kit/app.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'

const TOKEN = 'a token of the services, 32 characters or more'

const ask = (app: FastifyInstance, payload: object, path = '/api/v1/verify', token = TOKEN) =>
  app.inject({ method: 'POST', url: path, payload, headers: { authorization: `Bearer ${token}` } })

const used = async (app: Awaited<ReturnType<typeof build>>) =>
  (await app.db.selectFrom('usage_windows').selectAll().executeTakeFirstOrThrow()).minute_used

t.test('a valid key gets the same details as from /api/v1/me, and counts', async t => {
  const app = await build(t, { VERIFY_TOKEN: TOKEN })
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  const reply = await ask(app, { key })
  t.equal(reply.statusCode, 200)
  const { valid, code, ...me } = reply.json()
  t.same({ valid, code }, { valid: true, code: 'valid' })
  t.match(me, {
    key: { id, name: 'a key' },
    account_id: alice.accountId,
    tier: 'pro',
    limits: { minute: { remaining: 999 } },
  })
  t.equal(await used(app), 1)
})

t.test('with "count": false a key gets its details without counting, even over the limit', async t => {
  await roomInTheMinute()
  const app = await build(t, { VERIFY_TOKEN: TOKEN })
  const { key } = await createKey(app, await signIn('free'))
  for (let use = 0; use < 10; use++) await ask(app, { key })
  t.match((await ask(app, { key })).json(), { valid: false, code: 'rate_limit_exceeded' })
  t.match((await ask(app, { key, count: false })).json(), {
    valid: true,
    code: 'valid',
    limits: { minute: { remaining: 0 } },
  })
  t.equal(await used(app), 10)
})

t.test('unknown, malformed and revoked keys get the same response, but for the reason', async t => {
  const app = await build(t, { VERIFY_TOKEN: TOKEN })
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  const expired = (await createKey(app, alice)).key
  await revoke(app, alice, id)
  await sql`update api_keys set expires_at = now() - interval '1 second' where id <> ${id}`.execute(app.db)
  const foreign = createApiKey({ prefixes: ['sk_test_'] }).secret
  for (const [reason, bad] of [
    ['revoked', key],
    ['expired', expired],
    ['unknown', createApiKey(KEY_FORMAT).secret],
    ['other_environment', foreign],
    ['malformed', `${foreign.slice(0, -1)}!`],
    ['malformed', foreign.replace('sk_test_', '')],
    ['malformed', 'sk_live_nonsense'],
  ] as const)
    t.same((await ask(app, { key: bad })).json(), { valid: false, code: 'invalid_api_key', reason })
})

t.test('up to 100 keys get results in their order', async t => {
  const app = await build(t, { VERIFY_TOKEN: TOKEN })
  const alice = await signIn('pro')
  const good = [await createKey(app, alice, 'one'), await createKey(app, alice, 'two')]
  const keys = Array.from({ length: 100 }, (_, at) =>
    at % 50 === 0 ? good[at / 50]?.key : createApiKey(KEY_FORMAT).secret,
  )
  const { data } = (await ask(app, { keys }, '/api/v1/verify/batch')).json()
  t.equal(data.length, 100)
  t.match([data[0], data[1], data[50]], [{ key: { name: 'one' } }, { valid: false }, { key: { name: 'two' } }])
  t.equal((await ask(app, { keys: [...keys, 'x'] }, '/api/v1/verify/batch')).statusCode, 400)
})

t.test('only the service can verify keys', async t => {
  const app = await build(t, { VERIFY_TOKEN: TOKEN })
  const { key } = await createKey(app, await signIn('pro'))
  const wrong = await ask(app, { key }, '/api/v1/verify', `${TOKEN}!`)
  t.match([wrong.statusCode, wrong.json().error.code], [401, 'invalid_token'])
  t.match(wrong.headers, { 'www-authenticate': 'Bearer error="invalid_token"' })
  const none = await app.inject({ method: 'POST', url: '/api/v1/verify', payload: { key } })
  t.match([none.statusCode, none.json().error.code], [401, 'missing_token'])
  t.equal((await ask(await build(t), { key })).statusCode, 404, 'without a token, the route does not exist')
  t.equal(await used(app), 0)
})
