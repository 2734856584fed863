import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import type { Key } from '../../schemas/key.ts'
import { build, buildInstances, call, createKey, useKey } from '../kit/app.ts'
import { needsPostgres } from '../kit/database.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { type Person, signIn } from '../kit/people.ts'

const ADMIN_TOKEN = 'an operator token of the tests, long enough'
const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
const DAY_MS = 86_400_000

const plansOf = (app: FastifyInstance) => ({
  list: async () => (await app.inject({ url: '/admin/v1/plans', headers })).json().data,
  get: (name: string) => app.inject({ url: `/admin/v1/plans/${name}`, headers }),
  put: (name: string, payload: object) =>
    app.inject({ method: 'PUT', url: `/admin/v1/plans/${name}`, headers, payload }),
})

async function start(t: Test) {
  const app = await build(t, { ADMIN_TOKEN })
  return { app, ...plansOf(app) }
}

const TEAM = { title: 'Team', minute_limit: 50 }
const WHOLE = {
  ...{ name: 'team', title: 'Team', minute_limit: 50, day_limit: null, month_limit: null, keys: 100 },
  ...{ longest_days: null, entitlements: {}, is_default: false, retired: false, version: 1 },
}

t.test('an operator creates, reads and changes plans; a repeat changes nothing', async t => {
  const { list, get, put } = await start(t)
  const names = async () => (await list()).map(({ name }: { name: string }) => name)
  t.same(await names(), ['free', 'pro'])
  t.equal((await get('team')).statusCode, 404)
  const created = await put('team', TEAM)
  t.same([created.statusCode, created.json()], [201, WHOLE])
  for (let time = 0; time < 2; time++) {
    const changed = await put('team', { ...TEAM, day_limit: 5, entitlements: { b: 1, a: ['ö'] } })
    t.same(
      [changed.statusCode, changed.json()],
      [200, { ...WHOLE, day_limit: 5, entitlements: { b: 1, a: ['ö'] }, version: 2 }],
    )
  }
  t.same((await put('team', TEAM)).json(), { ...WHOLE, version: 3 }, 'what is left out has its default again')
  t.same(await names(), ['free', 'pro', 'team'])
  for (const entitlements of [{ a: 'x'.repeat(1_992) }, { a: 'ö'.repeat(332) }, { a: '\\u0000' }])
    t.same((await put('team', { ...TEAM, entitlements })).json().entitlements, entitlements, 'as large as possible')
  const read = (await get('team')).json()
  t.same((await put('team', read)).json(), read, 'what was read can be written')
})

t.test('every change of a plan is recorded with its actor, reason and old and new values; a repeat is not', async t => {
  const { app, put } = await start(t)
  const events = async (query = '') => (await app.inject({ url: `/admin/v1/plan-events${query}`, headers })).json().data
  t.same(await events(), [])
  const { headers: created } = await put('team', { ...TEAM, entitlements: { b: 1, a: 2 }, reason: 'new prices' })
  const [first] = await events()
  t.match(first, {
    ...{ plan: 'team', action: 'create_plan', actor: 'operator', reason: 'new prices', ip: '127.0.0.1' },
    ...{ at: /Z$/, request_id: created['x-request-id'] },
  })
  t.same(first.details, {
    ...{ title: { from: null, to: 'Team' }, minute_limit: { from: null, to: 50 }, keys: { from: null, to: 100 } },
    ...{ entitlements: { from: null, to: { a: 2, b: 1 } }, is_default: { from: null, to: false } },
    retired: { from: null, to: false },
  })
  await put('team', { ...TEAM, entitlements: { a: 2, b: 1 } })
  t.equal((await put('team', { ...TEAM, minute_limit: 0 })).statusCode, 400)
  t.equal((await put('team', { ...TEAM, version: 7 })).statusCode, 400)
  t.equal((await events()).length, 1, 'neither a repeat nor a rejected change is recorded')

  for (let time = 0; time < 2; time++) await put('team', { ...TEAM, minute_limit: 60, is_default: true })
  const changes = (await events()).map(({ plan, action, reason, details }: Record<string, unknown>) => [
    ...[plan, action, reason],
    details,
  ])
  t.same(changes.slice(0, -1), [
    [
      ...['team', 'change_plan', null],
      {
        minute_limit: { from: 50, to: 60 },
        entitlements: { from: { a: 2, b: 1 }, to: {} },
        is_default: { from: false, to: true },
      },
    ],
    ['free', 'change_plan', null, { is_default: { from: true, to: false } }],
  ])
  t.same(
    (await events('?plan=free')).map(({ plan }: { plan: string }) => plan),
    ['free'],
  )
  const page = (await app.inject({ url: '/admin/v1/plan-events?limit=1', headers })).json()
  t.same((await events(`?cursor=${page.next_cursor}`)).length, 2, 'the next page has the rest')
})

t.test('a plan that is wrong is rejected with the field, and nothing changes', async t => {
  const { app, get, put } = await start(t)
  const problems: [field: string, body: object][] = [
    ['minute_limit', { title: 'Team' }],
    ['minute_limit', { ...TEAM, minute_limit: null }],
    ['minute_limit', { ...TEAM, minute_limit: 0 }],
    ['day_limit', { ...TEAM, day_limit: 1_000_000_001 }],
    ['month_limit', { ...TEAM, month_limit: 1.5 }],
    ['keys', { ...TEAM, keys: 0 }],
    ['longest_days', { ...TEAM, longest_days: 36_501 }],
    ['title', { ...TEAM, title: ' ' }],
    ['entitlements', { ...TEAM, entitlements: ['json'] }],
    ['entitlements', { ...TEAM, entitlements: { text: 'x'.repeat(1_990) } }],
    ['entitlements', { ...TEAM, entitlements: { text: 'ö'.repeat(332) } }],
    ['entitlements', { ...TEAM, entitlements: { 'a\0': 1 } }],
    ['entitlements', { ...TEAM, entitlements: { half: '\ud83d' } }],
    ['name', { ...TEAM, name: 'other' }],
    ['version', { ...TEAM, version: 1 }],
    ['retired', { ...TEAM, is_default: true, retired: true }],
  ]
  for (const [field, body] of problems) {
    const reply = await put('team', body)
    t.equal(reply.statusCode, 400, JSON.stringify(body))
    t.ok(field in reply.json().error.details, `${field} is named: ${reply.body}`)
  }
  const send = (payload: string) =>
    app.inject({
      method: 'PUT',
      url: '/admin/v1/plans/team',
      headers: { ...headers, 'content-type': 'application/json' },
      payload,
    })
  const depth = 20_000
  for (const text of ['1e999', '['.repeat(depth) + ']'.repeat(depth)]) {
    const reply = await send(`{"title":"Team","minute_limit":50,"entitlements":{"a":${text}}}`)
    t.match([reply.statusCode, Object.keys(reply.json().error.details)], [400, ['entitlements']])
  }
  t.equal((await put('Team', TEAM)).statusCode, 400)
  t.equal((await get('team')).statusCode, 404)
})

t.test('a change to another version than the present one is rejected', async t => {
  const { put } = await start(t)
  await put('team', TEAM)
  t.equal((await put('team', { ...TEAM, keys: 5, version: 1 })).statusCode, 200)
  const late = await put('team', { ...TEAM, keys: 6, version: 1 })
  t.match([late.statusCode, late.json().error.details], [400, { version: /must be 2/ }])
})

t.test('one plan is the default at any time, and it is not retired', async t => {
  const { app, list, put } = await start(t)
  const defaults = async () =>
    (await list()).filter((plan: { is_default: boolean }) => plan.is_default).map(({ name }: { name: string }) => name)
  t.same(await defaults(), ['free'])
  const { name: _, version: __, ...free } = (await plansOf(app).get('free')).json()
  for (const body of [
    { ...free, is_default: false },
    { ...free, retired: true },
  ])
    t.equal((await put('free', body)).statusCode, 400)
  t.equal((await put('team', { ...TEAM, is_default: true })).statusCode, 201)
  t.same(await defaults(), ['team'])
  t.equal((await put('free', { ...free, is_default: undefined, retired: true })).statusCode, 200)
  t.same(await defaults(), ['team'])
})

t.test('a session that names no plan, an unknown or a retired one gets the default plan', async t => {
  const { app, put } = await start(t)
  await put('team', { ...TEAM, is_default: true })
  await put('old', { ...TEAM, retired: true })
  const tierOf = async (tier: string) => {
    const reply = await call(app, { as: await signIn(tier as 'free'), url: '/api/v1/session' })
    return [reply.statusCode, reply.json().tier]
  }
  for (const claim of ['', 'unknown', 'old', 'Pro', 'x'.repeat(1_000)])
    t.same(await tierOf(claim), [200, 'team'], claim)
  for (const claim of ['pro', 'team']) t.same(await tierOf(claim), [200, claim])
})

t.test('an account keeps a plan that is retired, and a change of it', async t => {
  const { app, put } = await start(t)
  await put('team', TEAM)
  const alice = await signIn('team' as 'free')
  const { key } = await createKey(app, alice)
  await put('team', { ...TEAM, minute_limit: 70, retired: true })
  await roomInTheMinute()
  const reply = await useKey(app, key)
  t.equal(reply.headers['x-ratelimit-limit'], '70')
  t.equal(reply.json().tier, 'team')
})

t.test('the session tells the title and policy of the plan', async t => {
  const { app, put } = await start(t)
  await put('team', { ...TEAM, keys: 2, longest_days: 90, month_limit: 1_000, entitlements: { seats: 5 } })
  const reply = await call(app, { as: await signIn('team' as 'free'), url: '/api/v1/session' })
  t.match(reply.json(), {
    tier: 'team',
    plan: { title: 'Team', keys: 2, longest_days: 90 },
    entitlements: { seats: 5 },
    limits: { minute: { limit: 50 }, day: null, month: { limit: 1_000, remaining: 1_000 } },
  })
})

t.test("the plan's number of keys counts, at creation and import; a smaller one takes no key away", async t => {
  const { app, put } = await start(t)
  const bob = await signIn('team' as 'free')
  const create = async () =>
    (await call(app, { as: bob, method: 'POST', url: '/api/v1/keys', payload: { name: 'k' } })).statusCode
  await put('team', { ...TEAM, keys: 2 })
  t.same([await create(), await create(), await create()], [201, 201, 409])
  await put('team', { ...TEAM, keys: 3 })
  t.same([await create(), await create()], [201, 409])
  await put('team', { ...TEAM, keys: 1 })
  t.equal(await create(), 409)
  const [one] = (await call(app, { as: bob, url: '/api/v1/keys' })).json().data
  const rotated = await call(app, { as: bob, method: 'POST', url: `/api/v1/keys/${one.id}/rotation`, payload: {} })
  t.equal(rotated.statusCode, 201, 'a rotation adds no key')
  const refused = await call(app, { as: bob, method: 'POST', url: '/api/v1/keys', payload: { name: 'k' } })
  t.match(refused.json().error, { code: 'key_limit_reached', details: { limit: 1 } })
  const { rows } = await sql`select count(*)::int from api_keys where revoked_at is null`.execute(app.db)
  t.same(rows, [{ count: 4 }])
})

t.test("a key expires within the plan's longest life, whether it is new, changed or rotated", async t => {
  const { app, put } = await start(t)
  const bob = await signIn('team' as 'free')
  const send = (method: 'POST' | 'PATCH', url: string, payload: object) => call(app, { as: bob, method, url, payload })
  await put('team', TEAM)
  const old = (await send('POST', '/api/v1/keys', { name: 'old' })).json()
  t.equal(old.expires_at, null)
  await put('team', { ...TEAM, longest_days: 90 })
  const soon = new Date(Date.now() + 10 * DAY_MS).toISOString()
  const late = new Date(Date.now() + 91 * DAY_MS).toISOString()
  const isLatest = (text: string) => Math.abs(Date.parse(text) - Date.now() - 90 * DAY_MS) < DAY_MS / 2

  const made = await send('POST', '/api/v1/keys', { name: 'new' })
  t.ok(isLatest(made.json().expires_at), 'as late as possible unless something else is asked for')
  t.equal((await send('POST', '/api/v1/keys', { name: 'new', expires_at: soon })).json().expires_at, soon)
  const urls = ['/api/v1/keys', `/api/v1/keys/${old.id}`, `/api/v1/keys/${old.id}/rotation`]
  for (const expires_at of [null, late])
    for (const url of urls) {
      const reply = await send(url.endsWith(old.id) ? 'PATCH' : 'POST', url, {
        ...(url === urls[0] && { name: 'n' }),
        expires_at,
      })
      t.equal(reply.statusCode, 400, `${url} ${expires_at}`)
      t.match(reply.json().error.details.expires_at, /no later than \d{4}-.*plan/)
    }
  t.equal((await send('PATCH', urls[1] as string, { expires_at: soon })).statusCode, 200)
  t.equal((await send('PATCH', urls[1] as string, { name: 'renamed' })).statusCode, 200)
  const { id } = (await send('POST', '/api/v1/keys', { name: 'to rotate', expires_at: soon })).json()
  await sql`update api_keys set expires_at = now() + interval '400 days' where id = ${id}`.execute(app.db)
  const rotated = await send('POST', `/api/v1/keys/${id}/rotation`, {})
  t.ok(isLatest(rotated.json().expires_at), 'a life that was longer becomes the longest')
})

t.test('a key that expires later than its plan allows is listed as outside the policy', async t => {
  const { app, put } = await start(t)
  const bob = await signIn('team' as 'free')
  await put('team', TEAM)
  const outside = async () => {
    const keys = (await call(app, { as: bob, url: '/api/v1/keys' })).json().data
    return keys
      .filter((key: Key) => key.outside_policy)
      .map(({ name }: Key) => name)
      .sort()
  }
  const create = async (name: string, days?: number) => {
    const expires_at = days && new Date(Date.now() + days * DAY_MS).toISOString()
    const reply = await call(app, { as: bob, method: 'POST', url: '/api/v1/keys', payload: { name, expires_at } })
    return reply.json() as Key
  }
  const never = await create('never')
  await create('late', 91)
  await create('soon', 89)
  const revoked = await create('revoked')
  await call(app, { as: bob, method: 'DELETE', url: `/api/v1/keys/${revoked.id}` })
  const expired = await create('expired', 1)
  await sql`update api_keys set expires_at = now() where id = ${expired.id}`.execute(app.db)
  t.same(await outside(), [])
  await put('team', { ...TEAM, longest_days: 90 })
  t.same(await outside(), ['late', 'never'])

  const change = async (payload: object) =>
    call(app, { as: bob, method: 'PATCH', url: `/api/v1/keys/${never.id}`, payload })
  t.match((await change({ name: 'always' })).json(), { name: 'always', outside_policy: true })
  t.equal((await create('new')).outside_policy, false)
  const rotated = await call(app, { as: bob, method: 'POST', url: `/api/v1/keys/${never.id}/rotation`, payload: {} })
  t.equal(rotated.json().outside_policy, false)
  t.same(await outside(), ['late'])
  await sql`update accounts set tier_until = now(), tier_after = 'free' where id = ${bob.accountId}`.execute(app.db)
  t.same(await outside(), [], 'the plan that has followed counts')
})

t.test('until the upgrade is finished, plans cannot be changed', async t => {
  const { app, get, put } = await start(t)
  await sql`update upgrades set finished_at = null`.execute(app.db)
  const reply = await put('team', TEAM)
  t.match([reply.statusCode, reply.json().error.code], [409, 'upgrade_unfinished'])
  t.equal((await get('team')).statusCode, 404)
})

t.test(...needsPostgres('changes of plans at the same time leave one default, and none fails'), async t => {
  const { apps, db } = await buildInstances(t, 3, { ADMIN_TOKEN })
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const users = await Promise.all(names.map(() => signIn('free')))
  const signedIn = async (as: Person, app: FastifyInstance) =>
    (await call(app, { as, url: '/api/v1/session' })).statusCode
  for (let round = 0; round < 5; round++) {
    const replies = await Promise.all([
      ...names.map(async (name, at) => {
        const { put } = plansOf(apps[at % 3] as FastifyInstance)
        return (await put(name, { ...TEAM, minute_limit: round + 1, is_default: true })).statusCode
      }),
      ...users.map((user, at) => signedIn(user, apps[at % 3] as FastifyInstance)),
    ])
    t.same(new Set(replies.filter(status => status !== 200 && status !== 201)), new Set())
    const { rows } = await sql`select name from plans where is_default`.execute(db)
    t.equal(rows.length, 1)
  }
})
