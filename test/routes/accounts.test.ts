import { randomUUID } from 'node:crypto'
import t from 'tap'
import { build, call, createKey, useKey } from '../kit/app.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { type Person, signIn } from '../kit/people.ts'

const ADMIN_TOKEN = 'an operator token of the tests, long enough'
const app = await build(t, { ADMIN_TOKEN })

const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
const sessionOf = (as: Person) => call(app, { as, url: '/api/v1/session' })
const tierOf = async (as: Person) => (await sessionOf(as)).json().tier
const putTier = (accountId: string, tier: string) =>
  app.inject({ method: 'PUT', url: `/admin/v1/accounts/${accountId}`, headers, payload: { tier } })
const resetWindows = (accountId: string) =>
  app.inject({ method: 'POST', url: `/admin/v1/accounts/${accountId}/windows/reset`, headers })

t.test('an operator’s change of tier applies to the next request, and the session does not revert it', async t => {
  const alice = await signIn('pro')
  const { key } = await createKey(app, alice)
  t.equal((await useKey(app, key)).headers['x-ratelimit-limit'], '1000')
  for (const [tier, limit] of [
    ['free', '10'],
    ['pro', '1000'],
    ['free', '10'],
  ] as const) {
    const reply = await putTier(alice.accountId, tier)
    t.same([reply.statusCode, reply.json()], [200, { account_id: alice.accountId, tier }])
    t.equal((await useKey(app, key)).headers['x-ratelimit-limit'], limit)
    t.equal(await tierOf(alice), tier)
  }
})

t.test('an operator can set the tier of an account that does not exist yet', async t => {
  const alice = await signIn('free')
  t.equal((await putTier(alice.accountId.toUpperCase(), 'pro')).json().account_id, alice.accountId)
  t.equal(await tierOf(alice), 'pro')
  t.equal((await useKey(app, (await createKey(app, alice)).key)).json().tier, 'pro')
})

t.test('after a tier is lowered within a minute, 0 requests remain, not fewer', async t => {
  await roomInTheMinute()
  const alice = await signIn('pro')
  const { key } = await createKey(app, alice)
  for (let at = 0; at < 12; at++) await useKey(app, key)
  await putTier(alice.accountId, 'free')
  const over = await useKey(app, key)
  t.equal(over.statusCode, 429)
  t.equal(over.headers['x-ratelimit-remaining'], '0')
})

t.test('an operator resets the minute and day windows of an account', async t => {
  await roomInTheMinute()
  const bob = await signIn('free')
  const { key } = await createKey(app, bob)
  for (let use = 0; use < 10; use++) await useKey(app, key)
  t.equal((await useKey(app, key)).statusCode, 429)
  t.equal((await resetWindows(bob.accountId)).statusCode, 200)
  const reply = await useKey(app, key)
  t.match([reply.statusCode, reply.headers['x-ratelimit-remaining']], [200, '9'])
})

t.test('resetting a missing account is 404', async t => t.equal((await resetWindows(randomUUID())).statusCode, 404))

t.test('operator routes accept only the operator’s token', async t => {
  const alice = await signIn('free')
  await sessionOf(alice)
  const url = `/admin/v1/accounts/${alice.accountId}`
  const put = async (headers: Record<string, string>, query = '') =>
    (await app.inject({ method: 'PUT', url: url + query, headers, payload: { tier: 'pro' } })).json().error.code
  t.equal(await put({}), 'missing_token')
  t.equal(await put({ cookie: alice.cookie }), 'missing_token')
  t.equal(await put({}, `?token=${ADMIN_TOKEN}`), 'missing_token')
  for (const token of ['', 'x', `${ADMIN_TOKEN} `.repeat(2), ADMIN_TOKEN.slice(1), ADMIN_TOKEN.toUpperCase()])
    t.equal(await put({ authorization: `Bearer ${token}` }), 'invalid_token', token)
  t.equal(await tierOf(alice), 'free')
})

t.test('an invalid tier or account ID is rejected', async t => {
  const alice = await signIn('free')
  t.equal((await putTier(alice.accountId, 'enterprise')).statusCode, 400)
  for (const id of ['a b', 'ä', 'a/b', 'a\0'])
    t.equal((await putTier(encodeURIComponent(id), 'pro')).statusCode, 400, encodeURIComponent(id))
  t.equal((await putTier('x'.repeat(101), 'pro')).statusCode, 414)
  t.equal((await putTier('%7C'.repeat(100), 'pro')).statusCode, 201)
})

t.test('without a configured token, the routes do not exist', async t => {
  const closed = await build(t)
  const headers = { authorization: 'Bearer undefined' }
  const url = `/admin/v1/accounts/${randomUUID()}`
  t.equal((await closed.inject({ method: 'PUT', url, headers, payload: { tier: 'pro' } })).statusCode, 404)
})
