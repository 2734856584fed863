import { randomUUID } from 'node:crypto'
import t from 'tap'
import { hexDigest } from '../../auth/api-key.ts'
import { build, call, createKey, revoke } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

const ADMIN_TOKEN = 'an operator token of the tests, long enough'
const app = await build(t, { ADMIN_TOKEN })
const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
const ask = async (path: string, query: Record<string, string> = {}) => {
  const reply = await app.inject({ url: `/admin/v1${path}`, query, headers })
  return { status: reply.statusCode, ...reply.json() }
}
const put = (account: string, payload: object, more = {}) =>
  app.inject({ method: 'PUT', url: `/admin/v1/accounts/${account}`, headers: { ...headers, ...more }, payload })

t.test('an account is created once, and If-Match requires that it exists', async t => {
  const unmatched = await put('acme', { tier: 'pro' }, { 'if-match': '*' })
  t.match([unmatched.statusCode, unmatched.json().error.code], [412, 'precondition_failed'])
  const created = await put('acme', { tier: 'pro' })
  t.same([created.statusCode, created.headers['location']], [201, '/admin/v1/accounts/acme'])
  t.equal((await put('acme', { tier: 'free' }, { 'if-match': '*' })).statusCode, 200)
  t.equal((await put('acme', { tier: 'pro' }, { 'if-match': '"x"' })).statusCode, 412, 'accounts have no tags')
  const odd = await put('a|b', { tier: 'pro' })
  t.equal(odd.headers['location'], '/admin/v1/accounts/a%7Cb')
})

t.test('accounts are listed newest first, by tier and by text, without that of service keys', async t => {
  await app.inject({ method: 'POST', url: '/admin/v1/service-keys', headers, payload: { name: 's', scopes: [] } })
  for (const name of ['globex-1', 'globex-2', 'globex-3'])
    await put(name, { tier: name.endsWith('2') ? 'pro' : 'free' })
  const alice = await signIn('free')
  await createKey(app, alice)
  const names = async (query: Record<string, string>) =>
    (await ask('/accounts', query)).data.map(({ account_id }: { account_id: string }) => account_id)
  t.same(await names({ q: 'GLOBEX' }), ['globex-3', 'globex-2', 'globex-1'])
  t.same(await names({ q: 'globex', tier: 'pro' }), ['globex-2'])
  t.same(await names({ q: alice.accountId.toUpperCase() }), [alice.accountId])
  t.same((await names({})).length, 6)
  const first = await ask('/accounts', { q: 'globex', limit: '2' })
  t.match(first.data, [{ tier: 'free', label: null, suspended_at: null }, { tier: 'pro' }])
  t.same(await names({ q: 'globex', limit: '2', cursor: first.next_cursor }), ['globex-1'])
})

t.test('a key of any account is found by its ID, digest or prefix', async t => {
  const alice = await signIn('free')
  const { id, key } = await createKey(app, alice)
  const found = { status: 200, data: [{ account_id: alice.accountId, key: { id } }] }
  const ways: Record<string, string>[] = [
    { id },
    { digest: hexDigest(key) },
    { prefix: key.slice(0, 16) },
    { prefix: key.slice(8, 16) },
  ]
  for (const query of ways) t.match(await ask('/keys', query), found)
  t.match(await ask('/keys', { id, digest: hexDigest(key) }), found)
  t.same((await ask('/keys', { id: randomUUID(), digest: hexDigest(key) })).data, [], 'everything must match')
  t.equal((await ask('/keys')).status, 400)
})

t.test('the history of all accounts is searched by account, actor and time', async t => {
  const [alice, bob] = [await signIn('free'), await signIn('free')]
  const { id } = await createKey(app, alice)
  await createKey(app, bob)
  const before = new Date().toISOString()
  await revoke(app, alice, id)
  const actor = `user:${alice.accountId}`
  t.match((await ask('/audit-events', { actor })).data, [
    { action: 'revoke', account_id: alice.accountId, key_id: id },
    { action: 'create' },
  ])
  t.equal((await ask('/audit-events', { account: bob.accountId })).data.length, 1)
  t.equal((await ask('/audit-events', { account: 'acme' })).data.length, 0)
  t.same(
    [
      (await ask('/audit-events', { actor, from: before })).data.length,
      (await ask('/audit-events', { actor, to: before })).data.length,
    ],
    [1, 1],
  )
  const first = await ask('/audit-events', { actor, limit: '1' })
  t.match((await ask('/audit-events', { actor, limit: '1', cursor: first.next_cursor })).data, [{ action: 'create' }])
  t.equal((await ask('/audit-events', { account: 'ffffffff-ffff-ffff-ffff-ffffffffffff' })).status, 404)
  t.equal((await call(app, { as: alice, url: '/admin/v1/audit-events' })).statusCode, 401)
})
