import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { build, createKey, useKey } from '../kit/app.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'

const TOKEN = 'a token of the services, 32 characters or more'

async function withKey(t: Test, tier: 'free' | 'pro' = 'pro') {
  const app = await build(t, { VERIFY_TOKEN: TOKEN, FORWARDED_URI_HEADER: 'X-Original-URI' })
  const { key } = await createKey(app, await signIn(tier))
  return { app, key }
}

type Headers = Record<string, string | string[]>

const gateway = (app: FastifyInstance, key: string, headers: Headers, path = '/forward-auth') =>
  app.inject({ url: path, headers: { 'x-api-key': key, 'x-original-uri': '/', ...headers } })

const verify = (app: FastifyInstance, payload: object, path = '/api/v1/verify') =>
  app.inject({ method: 'POST', url: path, payload, headers: { authorization: `Bearer ${TOKEN}` } })

async function used(app: FastifyInstance) {
  const { rows } = await sql<{ minute: number; day: number }>`
    select minute_used as minute, day_used as day from usage_windows`.execute(app.db)
  return [rows[0]?.minute, rows[0]?.day]
}

t.test('a request takes as many units as the gateway or service says', async t => {
  const { app, key } = await withKey(t)
  await roomInTheMinute()
  for (const path of ['/forward-auth', '/forward-auth-nginx', '/forward-auth/any/path']) {
    const reply = await gateway(app, key, { 'x-request-cost': '7' }, path)
    t.equal(reply.statusCode, 200, path)
  }
  t.equal((await gateway(app, key, { 'x-request-cost': '1' })).statusCode, 200)
  const reply = await gateway(app, key, {})
  t.match(reply, { statusCode: 200, headers: { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '977' } })
  t.same(await used(app), [23, 23])
  const verified = (await verify(app, { key, cost: 100 })).json()
  t.match(verified, { valid: true, code: 'valid', limits: { minute: { remaining: 877 }, day: { remaining: 999_877 } } })
  t.same(await used(app), [123, 123])
})

t.test('a request is admitted only if its whole cost fits, and a rejected one takes nothing', async t => {
  const { app, key } = await withKey(t, 'free')
  await roomInTheMinute()
  t.equal((await gateway(app, key, { 'x-request-cost': '7' })).statusCode, 200)
  const tooMuch = await gateway(app, key, { 'x-request-cost': '4' })
  t.match(tooMuch.json().error, { code: 'rate_limit_exceeded', details: { window: 'minute', limit: 10 } })
  t.match(tooMuch, { statusCode: 429, headers: { 'retry-after': /^\d+$/, 'x-ratelimit-remaining': '3' } })
  t.match((await verify(app, { key, cost: 4 })).json(), { valid: false, code: 'rate_limit_exceeded' })
  t.equal((await gateway(app, key, { 'x-request-cost': '3' })).statusCode, 200)
  t.same(await used(app), [10, 10])
})

t.test('a cost above a whole limit is 403, without Retry-After, and takes nothing', async t => {
  const { app, key } = await withKey(t, 'free')
  const reply = await gateway(app, key, { 'x-request-cost': '11' })
  t.match(reply.json().error, { code: 'cost_exceeds_limit', details: { window: 'minute', limit: 10, cost: 11 } })
  t.equal(reply.statusCode, 403)
  t.notOk(reply.headers['retry-after'])
  t.match((await verify(app, { key, cost: 10_000 })).json(), { valid: false, code: 'cost_exceeds_limit' })
  t.same(await used(app), [0, 0])
})

const INVALID: (string | string[])[] = [
  ...['', ' ', '0', '-1', '+1', '1.0', '1e3', '01', '0x1', '10001', '99999', '100000', '1,1', '1, 1', '1;', 'ten'],
  ...['1 1', '1\t1', '٣', '１', 'NaN', 'null', '1_000', '9'.repeat(400)],
  ['1', '1'],
  ['5', '1'],
]

t.test('a cost that is malformed, out of range or repeated is 400 and takes nothing', async t => {
  const { app, key } = await withKey(t)
  for (const cost of INVALID)
    for (const path of ['/forward-auth', '/forward-auth-nginx']) {
      const reply = await gateway(app, key, { 'x-request-cost': cost }, path)
      const body = path === '/forward-auth' ? reply.json() : JSON.parse(String(reply.headers['x-auth-body']))
      const expected = { code: 'validation_error', details: { 'X-Request-Cost': /1 to 10000/ } }
      t.match(body.error, expected, `${path} ${JSON.stringify(cost).slice(0, 40)}`)
    }
  for (const cost of ['1', 1.5, null, -1, 10_001, 1e300, true, [1], {}])
    for (const [path, asked] of [
      ['/api/v1/verify', { key, cost }],
      ['/api/v1/verify/batch', { keys: [key], cost }],
    ] as const) {
      const reply = await verify(app, asked, path)
      t.match(reply.json().error, { code: 'validation_error', details: { cost: String } }, JSON.stringify(cost))
    }
  t.same(await used(app), [0, 0])
})

t.test('with cost 0, or "count": false, a service only asks', async t => {
  const { app, key } = await withKey(t, 'free')
  await roomInTheMinute()
  for (let use = 0; use < 10; use++) await verify(app, { key })
  for (const asked of [{ cost: 0 }, { count: false }, { cost: 0, count: false }, { cost: 5, count: false }]) {
    const expected = { valid: true, code: 'valid', limits: { minute: { remaining: 0 } } }
    t.match((await verify(app, { key, ...asked })).json(), expected, JSON.stringify(asked))
  }
  t.match((await verify(app, { key, cost: 0, count: true })).json(), { valid: true }, 'the cost decides')
  t.same(await used(app), [10, 10])
})

t.test('of one key in a batch, as many uses are admitted as their cost allows', async t => {
  const { app, key } = await withKey(t)
  await roomInTheMinute()
  const { data } = (await verify(app, { keys: Array(10).fill(key), cost: 300 }, '/api/v1/verify/batch')).json()
  const results = data.map(({ code, limits }: { code: string; limits: { minute: { remaining: number } } }) => [
    code,
    limits.minute.remaining,
  ])
  t.same(results.slice(0, 4), [
    ['valid', 700],
    ['valid', 400],
    ['valid', 100],
    ['rate_limit_exceeded', 100],
  ])
  t.equal(results.filter(([code]: [string]) => code === 'valid').length, 3)
  t.same(await used(app), [900, 900])
  const costs = [60, 50, 40, 1]
  const codes = await Promise.all(costs.map(async cost => (await verify(app, { key, cost })).json().code))
  const taken = costs.filter((_, at) => codes[at] === 'valid').reduce((sum, cost) => sum + cost, 0)
  t.ok(taken > 60 && taken <= 100, `what fits is admitted: ${taken}`)
  t.same(await used(app), [900 + taken, 900 + taken])
})

t.test('a client cannot set the cost of its own request', async t => {
  const { app, key } = await withKey(t)
  for (const cost of ['500', 'nonsense', '0'])
    t.equal(
      (await app.inject({ url: '/api/v1/me', headers: { 'x-api-key': key, 'x-request-cost': cost } })).statusCode,
      200,
    )
  t.same(await used(app), [3, 3])
})

t.test('a service can require entitlements, which are checked like those of a gateway', async t => {
  const { app, key } = await withKey(t)
  for (const [entitlements, code] of [
    [[], 'valid'],
    [['formats=stix'], 'valid'],
    [['formats=stix', 'lookback_days>=365'], 'valid'],
    [['formats=stix', 'lookback_days>=366'], 'insufficient_tier'],
    [['sso=true'], 'insufficient_tier'],
  ] as const) {
    const { valid, code: given, key: shown } = (await verify(app, { key, entitlements })).json()
    t.same([valid, given], [code === 'valid', code], entitlements.join(', '))
    t.ok(shown, 'the key works, and is shown')
  }
  const scoped = { key, scopes: ['x'], entitlements: ['sso=true'] }
  t.equal((await verify(app, scoped)).json().code, 'insufficient_tier')
  for (const entitlements of ['formats=stix', [''], ['formats'], ['a>=x'], ['a=b, c=d'], Array(11).fill('a=b'), [1]])
    t.equal((await verify(app, { key, entitlements })).statusCode, 400, JSON.stringify(entitlements))
  t.same(await used(app), [3, 3])
})

t.test('until the upgrade is finished, what the release before would ignore is 503', async t => {
  const { app, key } = await withKey(t)
  await roomInTheMinute()
  const statuses = async () => {
    const replies = [
      await gateway(app, key, { 'x-request-cost': '2' }),
      await gateway(app, key, { 'x-required-entitlement': 'formats=json' }),
      await verify(app, { key, cost: 2 }),
      await verify(app, { keys: [key], cost: 2 }, '/api/v1/verify/batch'),
    ]
    return replies.map(({ statusCode, headers }) => [statusCode, headers['retry-after']])
  }
  await sql`update upgrades set finished_at = null`.execute(app.db)
  t.same(await statuses(), Array(4).fill([503, '1']))
  for (const headers of [{}, { 'x-request-cost': '1' }, { 'x-required-format': 'json' }] as Headers[])
    t.equal((await gateway(app, key, headers)).statusCode, 200, JSON.stringify(headers))
  for (const asked of [{}, { cost: 1 }, { cost: 0 }, { cost: 5, count: false }])
    t.equal((await verify(app, { key, ...asked })).json().code, 'valid', JSON.stringify(asked))
  t.equal((await useKey(app, key)).statusCode, 200)
  t.equal((await used(app))[0], 6, 'a 503 takes nothing')

  await sql`update upgrades set finished_at = now()`.execute(app.db)
  while ((await statuses())[0]?.[0] !== 200) await new Promise(setImmediate)
  t.same(await statuses(), Array(4).fill([200, undefined]), 'from then on')
  await sql`alter table upgrades rename to gone`.execute(app.db)
  t.same(await statuses(), Array(4).fill([200, undefined]), 'and the database is not asked again')
})
