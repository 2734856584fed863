import t, { type Test } from 'tap'
import { type App, build, call, createKey, revoke, useKey } from '../kit/app.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'

type From = { remoteAddress?: string; headers?: Record<string, string> }

t.beforeEach(roomInTheMinute)

/** Sends requests without a credential until one is rejected. @returns the number of admitted ones */
async function admitted(app: App, from: (at: number) => From = () => ({}), most = 20) {
  for (let at = 0; at < most; at++)
    if ((await app.inject({ url: '/api/v1/me', ...from(at) })).statusCode === 429) return at
  return most
}

t.test('requests without a credential are limited by address, with the headers counting down', async t => {
  const app = await build(t, { ANONYMOUS_LIMIT_PER_MINUTE: '5' })
  for (const remaining of ['4', '3', '2', '1', '0']) {
    const { statusCode, headers } = await app.inject('/api/v1/me')
    t.equal(statusCode, 401)
    t.equal(headers['x-ratelimit-remaining'], remaining)
  }
  const reply = await app.inject('/api/v1/keys')
  t.equal(reply.statusCode, 429)
  const { code, details } = reply.json().error
  t.equal(code, 'rate_limit_exceeded')
  t.match(details, { window: 'minute', limit: 5, reset: Number(reply.headers['x-ratelimit-reset']) })
  const wait = Number(reply.headers['retry-after'])
  t.ok(wait >= 1 && wait <= 60)
  t.ok(Math.abs(Number(reply.headers['x-ratelimit-reset']) - Date.now() / 1000 - wait) < 2)
  t.equal(await admitted(app, () => ({ remoteAddress: '203.0.113.7' })), 5, 'another address has its own')
})

t.test('the limit of an address rejects only requests without a credential', async t => {
  const app = await build(t, { ANONYMOUS_LIMIT_PER_MINUTE: '1' })
  const alice = await signIn('pro')
  const { key } = await createKey(app, alice)
  t.equal(await admitted(app), 1)
  t.equal((await useKey(app, key)).statusCode, 200)
  t.equal((await useKey(app, 'wrong')).statusCode, 401, 'a wrong key stays 401')
  t.equal((await app.inject({ url: '/api/v1/me', headers: { 'x-api-key': 'wrong' } })).statusCode, 401)
  t.equal((await app.inject('/api/v1/me?api_key=wrong')).statusCode, 401)
  t.equal((await call(app, { as: alice, url: '/api/v1/session' })).statusCode, 200)
  const bad = { accountId: '', cookie: 'sb-access-token=x' }
  t.equal((await call(app, { as: bad, url: '/api/v1/session' })).statusCode, 401, 'nor a bad session')
  for (const url of ['/healthz', '/readyz', '/metrics', '/']) {
    const { statusCode, headers } = await app.inject(url)
    t.equal(statusCode, 200, `${url} is served`)
    t.match(headers, { 'x-ratelimit-limit': '1', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': /^\d+$/ })
  }
  t.equal((await app.inject('/nowhere')).statusCode, 429)
})

t.test('health, metrics and the page consume nothing', async t => {
  const app = await build(t, { ANONYMOUS_LIMIT_PER_MINUTE: '5' })
  for (const url of ['/healthz', '/readyz', '/metrics', '/'])
    t.equal((await app.inject(url)).headers['x-ratelimit-remaining'], '5', url)
})

t.test('an IPv6 client has one window for its /64', async t => {
  const app = await build(t, { ANONYMOUS_LIMIT_PER_MINUTE: '5' })
  t.equal(await admitted(app, at => ({ remoteAddress: `2001:db8:1:2::${at}` })), 5)
  t.equal(await admitted(app, () => ({ remoteAddress: '2001:db8:1:3::1' })), 5)
})

t.test('forwarding headers of an untrusted peer have no effect', async t => {
  const app = await build(t, { ANONYMOUS_LIMIT_PER_MINUTE: '5' })
  const spoofed = (at: number): From => ({
    headers: { 'x-forwarded-for': `203.0.113.${at}`, forwarded: `for=203.0.113.${at}`, 'x-real-ip': `203.0.113.${at}` },
  })
  t.equal(await admitted(app, spoofed), 5)
  await t.test('nor do they have any in the history', async t => {
    const alice = await signIn()
    const headers = { 'x-forwarded-for': '203.0.113.1' }
    await call(app, { as: alice, method: 'POST', url: '/api/v1/keys', payload: { name: 'a' }, headers })
    t.equal(await lastAddress(app), '127.0.0.1')
  })
})

t.test('behind a trusted proxy, the address that it saw counts, not what the client sent', async t => {
  const app = await build(t, { ANONYMOUS_LIMIT_PER_MINUTE: '5', TRUST_PROXY: '127.0.0.1, 10.0.0.0/8' })
  const through = (chain: string): From => ({ headers: { 'x-forwarded-for': chain } })
  t.equal(
    await admitted(app, at => through(`198.51.100.${at}, 203.0.113.1`), 1_000),
    5,
    'a thousand spoofed ones are one',
  )
  t.equal(await admitted(app, at => through(`198.51.100.${at}, 203.0.113.2, 10.1.1.1`)), 5, 'two proxies')
  t.equal(await admitted(app, () => through('203.0.113.3')), 5)
  t.equal(await admitted(app, at => through(`203.0.113.4:${50_000 + at}`)), 5, 'a port makes no other client of it')
  t.equal(await admitted(app, () => through('203.0.113.5:51234')), 5, 'and another address has its own window')
  t.equal(await admitted(app, at => through(`198.51.100.${at}, 203.0.113.6, 10.1.1.1:4711`)), 5, 'nor of a proxy')
  t.equal(await admitted(app, at => ({ remoteAddress: '192.0.2.1', ...through(`203.0.113.${at}`) })), 5, 'another peer')

  await t.test('the same holds in the history, where invalid addresses are harmless', async t => {
    const alice = await signIn()
    const expected: [string, string][] = [
      ['198.51.100.1, 203.0.113.9', '203.0.113.9'],
      ['2001:DB8::1', '2001:db8::1'],
      ['::ffff:203.0.113.9', '203.0.113.9'],
      ['fe80::1%eth0', 'fe80::1'],
      ['unknown', '127.0.0.1'],
      ['203.0.113.9:4711', '203.0.113.9'],
      ['198.51.100.1, [2001:db8::9]:443', '2001:db8::9'],
      ['198.51.100.1, unknown', '127.0.0.1'],
      ["'; drop table api_keys", '127.0.0.1'],
    ]
    for (const [chain, address] of expected) {
      const { headers = {} } = through(chain)
      const reply = await call(app, { as: alice, method: 'POST', url: '/api/v1/keys', payload: { name: 'a' }, headers })
      t.equal(reply.statusCode, 201, chain)
      t.equal(await lastAddress(app), address, chain)
    }
  })
})

t.test('the session window belongs to the person, and never rejects a revocation', async t => {
  const app = await build(t, { SESSION_LIMIT_PER_MINUTE: '5' })
  const accountId = '11111111-2222-4333-8444-555555555555'
  const [laptop, phone, bob] = [await signIn('pro', accountId), await signIn('pro', accountId), await signIn()]
  const first = await createKey(app, laptop)
  const second = await createKey(app, phone)
  const seen = await call(app, { as: phone, url: '/api/v1/session' })
  t.match(seen.headers, { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '2' })
  await call(app, { as: laptop, url: '/api/v1/keys' })
  await call(app, { as: laptop, url: '/api/v1/keys' })
  for (const person of [laptop, phone]) {
    const refused = await call(app, { as: person, url: '/api/v1/keys' })
    t.equal(refused.statusCode, 429)
    t.match(refused.headers, { 'x-ratelimit-remaining': '0', 'retry-after': /^\d+$/ })
  }
  t.equal(
    (await call(app, { as: laptop, method: 'POST', url: '/api/v1/keys', payload: { name: 'x' } })).statusCode,
    429,
  )

  for (const { id, key } of [first, second]) {
    const revoked = await revoke(app, laptop, id, 'stolen')
    t.equal(revoked.statusCode, 200)
    t.match(revoked.headers, { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0' })
    t.equal((await useKey(app, key)).statusCode, 401)
  }
  t.equal((await call(app, { as: bob, url: '/api/v1/keys' })).statusCode, 200, 'another account has its own')
})

t.test('a key route reports the windows that all keys of the account share', async t => {
  const app = await build(t)
  const alice = await signIn('free')
  const [a, b] = [await createKey(app, alice), await createKey(app, alice)]
  const remaining: unknown[] = []
  for (const { key } of [a, b, a, b]) remaining.push((await useKey(app, key)).headers['x-ratelimit-remaining'])
  t.same(remaining, ['9', '8', '7', '6'])
  const wrong = await useKey(app, 'wrong')
  t.equal(wrong.headers['x-ratelimit-limit'], '300', 'a 401 reports the address')
  for (let at = 0; at < 6; at++) t.equal((await useKey(app, a.key)).statusCode, 200)
  const over = await useKey(app, b.key)
  t.equal(over.statusCode, 429)
  t.match(over.json().error.details, { window: 'minute', limit: 10, reset: Number(over.headers['x-ratelimit-reset']) })
})

t.test('an exhausted daily limit is reported as such', async t => {
  const app = await build(t)
  const alice = await signIn('free')
  const { key } = await createKey(app, alice)
  const today = new Date(new Date().setUTCHours(0, 0, 0, 0))
  await app.db
    .updateTable('usage_windows')
    .set({ day_start: today, day_used: 999 })
    .where('account_id', '=', alice.accountId)
    .execute()
  const last = await useKey(app, key)
  const midnight = today.getTime() / 1000 + 86_400
  t.equal(last.statusCode, 200)
  t.match(last.headers, {
    'x-ratelimit-limit': '10',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(midnight),
  })
  const over = await useKey(app, key)
  t.equal(over.statusCode, 429)
  t.same(over.json().error.details, { owner: 'account', window: 'day', limit: 1_000, reset: midnight })
  await unchanged(t, app, alice.accountId, 1_000)
})

async function unchanged(t: Test, app: App, accountId: string, dayUsed: number) {
  const row = await app.db
    .selectFrom('usage_windows')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  t.equal(row.day_used, dayUsed, 'a refused request consumes nothing')
}

async function lastAddress({ db }: App) {
  const event = await db
    .selectFrom('audit_events')
    .select('ip')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return event.ip?.replace(/\/\d+$/, '')
}

t.test('responses with a body have document headers; responses to gateways have none', async t => {
  const app = await build(t)
  const { key } = await createKey(app, await signIn('pro'))
  const policyOf = async (url: string, headers: Record<string, string> = {}) => {
    const reply = await app.inject({ url, headers })
    return [reply.headers['content-security-policy'], reply.headers['referrer-policy']]
  }
  const sealed = ["default-src 'none'; frame-ancestors 'none'", 'no-referrer']
  for (const url of ['/healthz', '/api/openapi.json', '/api/v1/keys', '/none', '/%ZZ'])
    t.same(await policyOf(url), sealed, url)
  t.same(await policyOf('/api/v1/me', { 'x-api-key': key }), sealed)
  t.same(await policyOf('/forward-auth', { 'x-api-key': key }), [undefined, undefined])
  t.match(await policyOf('/docs/'), [/script-src 'self'/, 'no-referrer'], 'Swagger UI keeps its own')
  t.match(await policyOf('/'), [/require-trusted-types-for/, 'no-referrer'])
})
