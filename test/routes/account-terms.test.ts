import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import { build, call, createKey, useKey } from '../kit/app.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { type Person, signIn } from '../kit/people.ts'

const ADMIN_TOKEN = 'an operator token of the tests, long enough'
const app = await build(t, { ADMIN_TOKEN })
const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }

const urlOf = (accountId: string) => `/admin/v1/accounts/${accountId}`
const put = (accountId: string, payload: object) =>
  app.inject({ method: 'PUT', url: urlOf(accountId), headers, payload })
const get = async (accountId: string) => (await app.inject({ url: urlOf(accountId), headers })).json()
const reset = (accountId: string, payload?: object) =>
  app.inject({ method: 'POST', url: `${urlOf(accountId)}/windows/reset`, headers, ...(payload && { payload }) })
const eventsOf = async (accountId: string) =>
  (await app.inject({ url: `${urlOf(accountId)}/account-events`, headers })).json().data
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const limitOf = async (key: string) => Number((await useKey(app, key)).headers['x-ratelimit-limit'])

async function accountWithKey(): Promise<{ person: Person; accountId: string; key: string; id: string }> {
  const person = await signIn('free')
  const { id, key } = await createKey(app, person)
  return { person, accountId: person.accountId, key, id }
}

t.test('an operator gives an account limits of its own, which apply until they end', async t => {
  await roomInTheMinute()
  const { accountId, key, person } = await accountWithKey()
  t.equal(await limitOf(key), 10)
  const until = inHours(1)
  t.equal((await put(accountId, { limits: { minute: 50, until }, reason: 'a launch' })).statusCode, 200)
  t.equal(await limitOf(key), 50)
  t.match((await call(app, { as: person, url: '/api/v1/session' })).json().limits, { minute: { limit: 50 } })
  t.match(await get(accountId), {
    tier: 'free',
    limits: { minute: 50, day: null, month: null, until },
    windows: { minute: { limit: 50, remaining: 48 }, day: { limit: 1_000 }, month: null },
    used: { minute: 2, day: 2, month: 2 },
  })

  await sql`update usage_windows set own_until = now() where account_id = ${accountId}`.execute(app.db)
  t.equal(await limitOf(key), 10)
  t.match(await get(accountId), { limits: null, windows: { minute: { limit: 10 } } }, 'what has ended is not shown')
  t.equal((await put(accountId, { limits: null })).statusCode, 200)
  t.equal((await eventsOf(accountId)).length, 1, 'removing what has ended changes nothing')
})

t.test('own limits replace earlier ones as a whole, and null removes them', async t => {
  await roomInTheMinute()
  const { accountId, key } = await accountWithKey()
  await put(accountId, { limits: { minute: 50, day: 60 } })
  await put(accountId, { limits: { month: 70, day: null } })
  t.match(await get(accountId), {
    limits: { minute: null, day: null, month: 70, until: null },
    windows: { minute: { limit: 10 }, day: { limit: 1_000 }, month: { limit: 70 } },
  })
  await put(accountId, { tier: 'pro' })
  t.match((await get(accountId)).limits, { month: 70 }, 'a change of the tier leaves them')
  await put(accountId, { limits: null })
  t.equal((await get(accountId)).limits, null)
  t.equal(await limitOf(key), 1_000)
})

t.test('a tier ends by the clock of the database, and another follows', async t => {
  await roomInTheMinute()
  const { accountId, key } = await accountWithKey()
  const tier_until = inHours(24)
  const trial = { tier: 'pro', tier_until, tier_after: 'free' }
  t.same((await put(accountId, trial)).json(), { account_id: accountId, tier: 'pro' })
  t.equal(await limitOf(key), 1_000)
  t.match(await get(accountId), trial)
  await put(accountId, { metadata: { customer: 1 } })
  t.match(await get(accountId), trial, 'a change without a tier leaves its end')

  await sql`update accounts set tier_until = now() where id = ${accountId}`.execute(app.db)
  t.equal(await limitOf(key), 10)
  t.match(await get(accountId), { tier: 'free', tier_until: null, tier_after: null })
  t.same((await put(accountId, { limits: null })).json(), { account_id: accountId, tier: 'free' })
  t.equal((await eventsOf(accountId)).length, 2)
  await put(accountId, { tier: 'free' })
  t.equal((await eventsOf(accountId)).length, 2, 'it is on this tier already')
  await put(accountId, { tier: 'pro' })
  t.same((await eventsOf(accountId))[0].details, { tier: { from: 'free', to: 'pro' } })
  await put(accountId, trial)
  await put(accountId, { tier: 'pro' })
  t.match(await get(accountId), { tier: 'pro', tier_until: null }, 'a tier without an end has none')
})

t.test(
  'every change has an event with its actor, reason and the old and new values, and a repeat has none',
  async t => {
    const { person, accountId } = await accountWithKey()
    const until = inHours(1)
    const change = {
      tier: 'pro',
      tier_until: until,
      tier_after: 'free',
      limits: { minute: 50, until },
      metadata: { customer: 'cus_1' },
      reason: 'a contract',
    }
    const reply = await put(accountId, change)
    await put(accountId, change)
    await reset(accountId, { reason: 'a leak' })
    await reset(accountId)
    await put(accountId, { limits: null, metadata: null })
    const events = await eventsOf(accountId)
    const limits = { minute: 50, day: null, month: null, until }
    t.match(events, [
      { action: 'set_limits', reason: null, details: { limits: { from: limits, to: null } } },
      { action: 'set_metadata', details: { metadata: { from: { customer: 'cus_1' }, to: null } } },
      { action: 'reset_windows', reason: null, details: { used: { minute: 0, day: 0 } } },
      { action: 'reset_windows', reason: 'a leak' },
      { action: 'set_limits', reason: 'a contract', details: { limits: { from: null, to: limits } } },
      { action: 'set_metadata', details: { metadata: { from: null, to: { customer: 'cus_1' } } } },
      {
        action: 'set_plan',
        reason: 'a contract',
        actor: 'operator',
        ip: '127.0.0.1',
        request_id: reply.headers['x-request-id'],
        details: {
          tier: { from: 'free', to: 'pro' },
          tier_until: { from: null, to: until },
          tier_after: { from: null, to: 'free' },
        },
      },
    ])
    t.equal(events.length, 7)

    const own = (query = '') => call(app, { as: person, url: `/api/v1/account-events?${query}` })
    t.same((await own()).json().data, events, 'the owner sees the same')
    const first = (await own('limit=3')).json()
    const second = (await own(`limit=100&cursor=${first.next_cursor}`)).json()
    t.same([...first.data, ...second.data], events)
    t.equal(second.next_cursor, null)
    t.equal((await own('cursor=x')).statusCode, 400)
    t.same((await call(app, { as: await signIn(), url: '/api/v1/account-events' })).json().data, [], 'and no one else')
  },
)

t.test('an account that an operator creates has the given tier or the default one, and an event', async t => {
  const [given, byDefault] = [randomUUID(), randomUUID()]
  await put(given, { tier: 'pro' })
  t.same((await put(byDefault, { metadata: {} })).json(), { account_id: byDefault, tier: 'free' })
  t.match(await eventsOf(given), [{ details: { tier: { from: null, to: 'pro' } } }])
  t.match(await eventsOf(byDefault), [{ action: 'set_metadata' }, { details: { tier: { from: null, to: 'free' } } }])
  t.match(await get(byDefault), { metadata: {}, created_at: /^20/ })
})

t.test('a missing account is 404', async t => {
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/account-events'],
    ['POST', '/windows/reset'],
  ] as const)
    t.equal((await app.inject({ method, url: urlOf(randomUUID()) + path, headers })).statusCode, 404, path)
  const { accountId } = await accountWithKey()
  t.same(await eventsOf(accountId.toUpperCase()), [], 'an account without events has an empty list')
})

const until = inHours(1)
const past = inHours(-1)
const REFUSED: [field: string, body: object][] = [
  ['tier', { tier: 'platinum' }],
  ['tier_after', { tier: 'pro', tier_until: until, tier_after: 'platinum' }],
  ['tier_after', { tier: 'pro', tier_until: until, tier_after: 'a\0' }],
  ['tier_after', { tier: 'pro', tier_until: until }],
  ['tier_until', { tier: 'pro', tier_after: 'free' }],
  ['tier_until', { tier: 'pro', tier_until: past, tier_after: 'free' }],
  ['tier_until', { tier: 'pro', tier_until: '2026-06-30T23:59:60Z', tier_after: 'free' }],
  ['tier', { tier_until: until, tier_after: 'free' }],
  ['limits', { limits: {} }],
  ['limits', { limits: { until } }],
  ['limits', { limits: { minute: null } }],
  ['limits.minute', { limits: { minute: 0 } }],
  ['limits.day', { limits: { day: 1_000_000_001 } }],
  ['limits.month', { limits: { month: 1.5 } }],
  ['limits.hour', { limits: { hour: 1 } }],
  ['limits.until', { limits: { minute: 1, until: past } }],
  ['metadata', { metadata: [] }],
  ['metadata', { metadata: { text: 'x'.repeat(2_100) } }],
  ['metadata', { metadata: { text: '\0' } }],
  ['metadata', { metadata: { '\ud800': 1 } }],
  ['metadata', { metadata: { many: Array.from({ length: 20 }, () => 1e300) } }],
  ['reason', { tier: 'pro', reason: 'x'.repeat(501) }],
  ['body', {}],
]

t.test('a value that cannot be set is a 400 that names it, and changes nothing', async t => {
  const accountId = randomUUID()
  for (const [field, body] of REFUSED) {
    const reply = await put(accountId, body)
    t.equal(reply.statusCode, 400, JSON.stringify(body))
    t.same(Object.keys(reply.json().error.details), [field], JSON.stringify(body))
  }
  const raw = async (metadata: string) =>
    (
      await app.inject({
        method: 'PUT',
        url: urlOf(accountId),
        headers: { ...headers, 'content-type': 'application/json' },
        payload: `{"metadata":{"a":${metadata}}}`,
      })
    ).statusCode
  t.equal(await raw('1e999'), 400)
  t.equal(await raw('['.repeat(30_000) + ']'.repeat(30_000)), 400, 'deeper than JSON can be written')
  t.equal((await app.inject({ url: urlOf(accountId), headers })).statusCode, 404, 'nor is the account created')
})

t.test('metadata of 2,048 bytes is stored as it is', async t => {
  const { accountId } = await accountWithKey()
  const metadata = { text: '', '👍': [1, null, true, 1.5, { nested: '\\u0000' }], many: [] as number[] }
  while (Buffer.byteLength(JSON.stringify(metadata)) < 2_000) metadata.many.push(7)
  metadata.text = 'x'.repeat(2_048 - Buffer.byteLength(JSON.stringify(metadata)))
  t.equal((await put(accountId, { metadata })).statusCode, 200)
  t.same((await get(accountId)).metadata, metadata)
})

t.test('a retired plan is not given to an account, and an account that has it keeps it', async t => {
  await sql`insert into plans (name, title, minute_limit) values ('basic', 'Basic', 5)`.execute(app.db)
  const [before, after] = [await accountWithKey(), await accountWithKey()]
  await sql`update accounts set tier = 'pro', tier_until = now() + interval '1 day', tier_after = 'basic'
    where id = ${before.accountId}`.execute(app.db)
  await sql`update plans set retired_at = now() where name in ('basic', 'free')`.execute(app.db)
  const trial = { tier: 'pro', tier_until: until, tier_after: 'free' }
  t.match((await put(after.accountId, trial)).json().error.details, { tier_after: /retired/ })
  t.equal((await put(after.accountId, { tier: 'free' })).statusCode, 200, 'it has this one')
  await sql`update plans set retired_at = null where name = 'free'`.execute(app.db)
  t.equal((await put(before.accountId, { ...trial, tier_until: inHours(2) })).statusCode, 200)
})

t.test('a reset also sets the windows of the keys back, and no month', async t => {
  await roomInTheMinute()
  const { accountId, key, id } = await accountWithKey()
  const patch = (limits: object) =>
    app.inject({ method: 'PATCH', url: `${urlOf(accountId)}/keys/${id}`, headers, payload: { limits } })
  await patch({ day: 2, month: 5 })
  for (const status of [200, 200, 429]) t.equal((await useKey(app, key)).statusCode, status)
  t.equal((await reset(accountId)).statusCode, 200)
  t.match((await eventsOf(accountId))[0].details, { used: { minute: 2, day: 2 } })
  for (const status of [200, 200, 429]) t.equal((await useKey(app, key)).statusCode, status)
  await reset(accountId)
  for (const status of [200, 429]) t.equal((await useKey(app, key)).statusCode, status, 'the month is used up')
  t.match(await get(accountId), { used: { day: 1, month: 5 } })
})

t.test('until the upgrade is finished, own limits and ends are 409, and everything else is open', async t => {
  const { accountId, id } = await accountWithKey()
  await sql`update upgrades set finished_at = null where migration = '014-plans-authorize'`.execute(app.db)
  t.teardown(() => sql`update upgrades set finished_at = now() where finished_at is null`.execute(app.db))
  const patch = (payload: object) =>
    app.inject({ method: 'PATCH', url: `${urlOf(accountId)}/keys/${id}`, headers, payload })
  for (const reply of [
    await put(accountId, { limits: { minute: 5 } }),
    await put(accountId, { tier: 'pro', tier_until: until, tier_after: 'free' }),
    await patch({ limits: { minute: 5 } }),
  ])
    t.match([reply.statusCode, reply.json().error.code], [409, 'upgrade_unfinished'])
  t.same(await eventsOf(accountId), [])
  for (const reply of [
    await put(accountId, { tier: 'pro', limits: null, metadata: { a: 1 } }),
    await patch({ limits: null, metadata: { a: 1 } }),
    await reset(accountId),
  ])
    t.equal(reply.statusCode, 200)
})
