import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { hexDigest } from '../../auth/api-key.ts'
import { build, createKey, useKey } from '../kit/app.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'

const TOKEN = 'a token of a service, long enough to be one'

/** A key of a new account, what asks about it, and what changes its row or that of its account. */
async function start(t: Test) {
  const app = await build(t, { VERIFY_TOKEN: TOKEN })
  const alice = await signIn('free')
  const { id, key } = await createKey(app, alice)
  const authorization = `Bearer ${TOKEN}`
  const gateway = (headers = {}) => app.inject({ url: '/forward-auth', headers: { 'x-api-key': key, ...headers } })
  const service = (url: string, payload: object) =>
    app.inject({ method: 'POST', url, headers: { authorization }, payload })
  const set = (table: string, values: string) => sql`update ${sql.id(table)} set ${sql.raw(values)}`.execute(app.db)
  await roomInTheMinute()
  return {
    app,
    id,
    key,
    accountId: alice.accountId,
    me: () => useKey(app, key),
    gateway,
    set,
    verify: async () => (await service('/api/v1/verify', { key })).json(),
    introspect: async () => (await service('/oauth2/introspect', { token: key })).json(),
    limitKey: async (limits: { minute?: number; day?: number; month?: number }) => {
      await sql`insert into key_windows (key_id, minute_limit, day_limit, month_limit)
        values (${id}, ${limits.minute}, ${limits.day}, ${limits.month})`.execute(app.db)
      await set('api_keys', 'limited = true')
    },
  }
}

const codeOf = (reply: { json(): { error: { code: string } } }) => reply.json().error.code

async function usedOf(app: FastifyInstance) {
  const { rows } = await sql<{ day_used: number }>`select day_used from usage_windows`.execute(app.db)
  return rows[0]?.day_used
}

t.test('a suspension and a pause reject every use with a 403, count none, and end', async t => {
  const { app, me, gateway, verify, introspect, set } = await start(t)
  for (const [table, column, code] of [
    ['accounts', 'suspended_at', 'account_suspended'],
    ['api_keys', 'paused_at', 'key_paused'],
  ] as const) {
    await set(table, `${column} = now()`)
    for (const reply of [await me(), await gateway()]) {
      t.equal(reply.statusCode, 403)
      t.equal(codeOf(reply), code)
      t.equal(reply.headers['x-ratelimit-limit'], '10', 'the windows are those of the account')
    }
    t.match(await verify(), { valid: false, code, tier: 'free' })
    t.same(await introspect(), { active: false })
    t.equal(await usedOf(app), 0)
    await set(table, `${column} = null`)
  }
  t.equal((await me()).statusCode, 200)
})

t.test('a key that is dead is dead before anything else, and a suspended account before a paused key', async t => {
  const { me, gateway, set } = await start(t)
  await set('api_keys', `paused_at = now(), scopes = '{a}'`)
  const needs = { 'x-required-format': 'stix', 'x-required-scope': 'b' }
  t.equal(codeOf(await gateway(needs)), 'key_paused')
  await set('accounts', 'suspended_at = now()')
  t.equal(codeOf(await gateway(needs)), 'account_suspended')
  await set('accounts', 'suspended_at = null')
  await set('api_keys', 'paused_at = null')
  t.equal(codeOf(await gateway(needs)), 'insufficient_tier')
  await set('accounts', 'suspended_at = now()')
  await set('api_keys', 'paused_at = now()')
  await set('api_keys', `revoked_at = now(), revoked_by = 'operator'`)
  t.equal((await me()).statusCode, 401)
})

t.test('outsiders learn the external ID of an account that has one', async t => {
  const { app, me, gateway, verify, introspect, set, accountId } = await start(t)
  const seen = async () => [
    (await gateway()).headers['x-account-id'],
    (await me()).json().account_id,
    (await verify()).account_id,
    (await introspect()).sub,
  ]
  t.same(await seen(), Array(4).fill(accountId))
  // An account is created with its IDs.
  await sql`alter table accounts disable trigger account_ids_never_change`.execute(app.db)
  await set('accounts', `external_id = 'org_7'`)
  t.same(await seen(), Array(4).fill('org_7'))
})

t.test('metadata of key and account is returned to the holder and to services', async t => {
  const { app, key, me, verify, introspect, set } = await start(t)
  t.match((await me()).json(), { key: { metadata: null, limits: null }, account_metadata: null })
  await set('api_keys', `metadata = '{"team": {"name": "blå"}}'`)
  await set('accounts', `metadata = '{"crm": 7}'`)
  for (const answer of [(await me()).json(), await verify()]) {
    t.same(answer.key.metadata, { team: { name: 'blå' } })
    t.same(answer.account_metadata, { crm: 7 })
  }
  t.match(await introspect(), { metadata: { team: { name: 'blå' } }, account_metadata: { crm: 7 } })
  const use = { digest: hexDigest(key), requirement: null, counts: false, cost: 1 }
  const decisions = [app.authorizer.authorize(use), app.authorizer.authorize({ ...use, describes: true })]
  t.match(
    await Promise.all(decisions),
    [{ key: { metadata: null } }, { key: { metadata: { team: {} } } }],
    'if asked for',
  )
})

t.test('a plan of any name has its entitlements in headers and answers', async t => {
  const { app, me, gateway, verify, set } = await start(t)
  const has = (entitlements: object) =>
    sql`update plans set entitlements = ${JSON.stringify(entitlements)}::jsonb where name = 'team'`.execute(app.db)
  await sql`insert into plans (name, title, minute_limit) values ('team', 'Team', 50)`.execute(app.db)
  await set('accounts', `tier = 'team'`)
  t.match((await gateway()).headers, {
    'x-tier': 'team',
    'x-entitlements': '{}',
    'x-lookback-days': '0',
    'x-formats': '',
  })
  const entitlements = { region: 'Zürich 🏔', formats: ['json', 'a,b', 7, 'ö'], lookback_days: 30, deep: { list: [1] } }
  await has(entitlements)
  const { headers } = await gateway()
  t.equal(headers['x-lookback-days'], '30')
  t.equal(headers['x-formats'], 'json')
  t.match(String(headers['x-entitlements']), /^[\x20-\x7e]+$/)
  t.same(JSON.parse(String(headers['x-entitlements'])), entitlements)
  for (const answer of [(await me()).json(), await verify()]) t.match(answer, { tier: 'team', entitlements })
  await has({ formats: 'all', lookback_days: 'all' })
  t.match((await gateway()).headers, { 'x-lookback-days': '0', 'x-formats': '' })
  await has({ long: 'x'.repeat(5_000) })
  t.equal((await gateway()).headers['x-entitlements'], '', 'too long for the buffers of gateways')
  t.equal((await me()).json().entitlements.long.length, 5_000)
})

t.test('the headers report the smaller limit per minute, and the least that is left anywhere', async t => {
  const { me, gateway, limitKey } = await start(t)
  await limitKey({ minute: 4, day: 3 })
  const { headers } = await gateway()
  t.match(headers, { 'x-ratelimit-limit': '4', 'x-ratelimit-remaining': '2' })
  const { limits, key } = (await me()).json()
  t.match(limits, { minute: { limit: 10, remaining: 8 }, day: { limit: 1000, remaining: 998 }, month: null })
  t.match(key.limits, { minute: { limit: 4, remaining: 2 }, day: { limit: 3, remaining: 1 }, month: null })
  t.equal(key.limits.day.reset, limits.day.reset)
  t.equal((await gateway({ 'x-required-format': 'stix' })).headers['x-ratelimit-remaining'], '1', 'of a 403 too')
})

t.test('a 429 names the window that is used up and whose it is: of several, the one that ends last', async t => {
  const { me, gateway, limitKey, set } = await start(t)
  await limitKey({ minute: 1, month: 1 })
  t.equal((await me()).statusCode, 200)
  const reply = await gateway()
  t.equal(reply.statusCode, 429)
  const { details } = reply.json().error
  t.match(details, { owner: 'key', window: 'month', limit: 1 })
  const [now, end] = [new Date(), new Date(details.reset * 1000)]
  t.equal(end.getTime(), Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1), 'the end of the UTC month')
  t.equal(reply.headers['x-ratelimit-reset'], String(details.reset))
  t.equal(reply.headers['x-ratelimit-remaining'], '0')
  t.ok(Number(reply.headers['retry-after']) > 0)
  await set('key_windows', 'month_limit = null')
  t.match((await me()).json().error.details, { owner: 'key', window: 'minute' })
  await set('plans', 'month_limit = 1')
  t.match((await me()).json().error.details, { owner: 'account', window: 'month' })
})

t.test('a request that costs more than a limit ever allows is too costly, otherwise limited', async t => {
  const { app, key, me, limitKey } = await start(t)
  const ask = async (cost: number) => {
    const use = { digest: hexDigest(key), requirement: null, counts: true, cost }
    return (await app.authorizer.authorize(use)).outcome
  }
  t.equal(await ask(11), 'too_costly')
  t.equal(await ask(7), 'admitted')
  t.equal(await ask(4), 'limited')
  t.equal(await ask(3), 'admitted')
  t.equal(await usedOf(app), 10)
  await limitKey({ day: 2 })
  t.equal(await ask(3), 'too_costly', 'the key has the smaller limit')
  t.match((await me()).json().error.details, { owner: 'account', window: 'minute' })
})

t.test('what one batch admits of several keys and costs is what the account and the keys have left', async t => {
  const { app, key, limitKey } = await start(t)
  await limitKey({ minute: 5 })
  const other = (await createKey(app, await signIn('free'))).key
  const use = (of: string, cost: number, counts = true) =>
    app.authorizer.authorize({ digest: hexDigest(of), requirement: null, counts, cost })
  const decisions = await Promise.all([
    use(key, 2),
    use(key, 1, false),
    use(key, 2),
    use(key, 2),
    use(key, 1),
    use(other, 9),
  ])
  t.same(
    decisions.map(({ outcome }) => outcome),
    ['admitted', 'admitted', 'admitted', 'limited', 'admitted', 'admitted'],
  )
  const left = decisions.map(decision =>
    'windows' in decision ? decision.windows.map(({ owner, remaining }) => `${owner} ${remaining}`).join(' ') : '',
  )
  t.match(left[4], 'account 5 account 995 key 0', 'units, after those before it')
})
