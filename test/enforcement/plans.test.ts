import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { operator } from '../../auth/actor.ts'
import { hexDigest } from '../../auth/api-key.ts'
import { resetWindows } from '../../db/account/reset.ts'
import type { Database } from '../../db/connection/client.ts'
import { build, buildInstances, createKey, useKey } from '../kit/app.ts'
import { isWaiting, needsPostgres, ownConnection } from '../kit/database.ts'
import { reopenEarlierFunctions } from '../kit/earlier-release.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'
import { rewrite } from './exact-units.ts'

/** A key of a new account, and the account. */
async function keyOf(app: FastifyInstance) {
  const alice = await signIn('free')
  const { id, key } = await createKey(app, alice)
  return { id, key, accountId: alice.accountId }
}

const limitOf = async (app: FastifyInstance, key: string) =>
  Number((await useKey(app, key)).headers['x-ratelimit-limit'])

t.test('limits are those of the plan, and of an account with its own until they end', async t => {
  const app = await build(t)
  const { key, accountId } = await keyOf(app)
  await roomInTheMinute()
  t.equal(await limitOf(app, key), 10)
  await sql`update plans set minute_limit = 20 where name = 'free'`.execute(app.db)
  t.equal(await limitOf(app, key), 20, 'from the next request on')
  await sql`update usage_windows set own_minute = 30 where account_id = ${accountId}`.execute(app.db)
  t.equal(await limitOf(app, key), 30)
  await sql`update usage_windows set own_until = now() + interval '1 hour'`.execute(app.db)
  t.equal(await limitOf(app, key), 30)
  await sql`update usage_windows set own_until = now() - interval '1 second'`.execute(app.db)
  t.equal(await limitOf(app, key), 20)
})

t.test('a plan ends by the clock of the database, and the next one applies', async t => {
  const app = await build(t)
  const { key, accountId } = await keyOf(app)
  await roomInTheMinute()
  const until = (end: string) =>
    sql`update accounts set tier = 'pro', tier_after = 'free',
    tier_until = now() + ${end}::interval where id = ${accountId}`.execute(app.db)
  await until('1 hour')
  t.match((await useKey(app, key)).json(), { tier: 'pro', limits: { minute: { limit: 1_000 } } })
  await until('-1 second')
  t.match((await useKey(app, key)).json(), { tier: 'free', limits: { minute: { limit: 10 } } })
})

t.test('a requirement is compared with the entitlements of the plan', async t => {
  const app = await build(t)
  const { key } = await keyOf(app)
  await roomInTheMinute()
  const ask = async (headers: Record<string, string>) =>
    (await app.inject({ url: '/forward-auth', headers: { 'x-api-key': key, ...headers } })).statusCode
  const [stix, days] = [{ 'x-required-format': 'stix' }, { 'x-required-lookback-days': '30' }]
  for (const headers of [stix, days, { ...stix, ...days }]) t.equal(await ask(headers), 403)
  await sql`update plans set entitlements = '{"formats": ["csv", "stix"]}' where name = 'free'`.execute(app.db)
  t.equal(await ask(stix), 200)
  t.equal(await ask(days), 403, 'a plan that does not have the entitlement does not meet it')
  await sql`update plans set entitlements = '{"formats": "csv", "lookback_days": 30}' where name = 'free'`.execute(
    app.db,
  )
  for (const headers of [stix, { ...stix, ...days }]) t.equal(await ask(headers), 403)
  t.equal(await ask(days), 200)
})

t.test('the month counts the days before today, until it ends', async t => {
  const app = await build(t)
  const { key, accountId } = await keyOf(app)
  const left = async () => {
    const { rows } = await sql<{ used: number }>`select (month_before + day_used)::int as used from usage_windows
      where account_id = ${accountId}`.execute(app.db)
    return rows[0]?.used
  }
  await sql`update plans set month_limit = 100, minute_limit = 1000, day_limit = null where name = 'free'`.execute(
    app.db,
  )
  await roomInTheMinute()
  await sql`update usage_windows set month_before = 60, day_used = 39,
    day_start = date_trunc('month', now(), 'UTC')`.execute(app.db)
  t.equal((await useKey(app, key)).statusCode, 200)
  t.equal((await useKey(app, key)).statusCode, 429, 'the month is used up')
  t.equal(await left(), 100)
  await resetWindows(app.db, accountId, { actor: operator('req_1'), reason: null })
  t.equal(await left(), 100, 'a reset of the minute and the day leaves the month as it is')
  t.equal((await useKey(app, key)).statusCode, 429)

  await sql`update usage_windows set day_start = date_trunc('month', now(), 'UTC') - interval '1 day'`.execute(app.db)
  t.equal((await useKey(app, key)).statusCode, 200, 'another month has begun')
  t.equal(await left(), 1)
})

const EARLIER = {
  decide_uses: `'{1}', array[null], array[null], '{free}', '{10}', '{10}'`,
  authorize_scoped_uses: `'{1}', array[null], array[null], '{free}', '{10}', '{10}'`,
  authorize_uses: `'{1}', array[null], '{free}', '{10}', '{10}'`,
  authorize_requests: `'{1}', '{""}', '{free}', '{10}', '{10}'`,
}

t.test('an instance of an earlier release that opens a day carries the month over', async t => {
  const app = await build(t)
  const { id } = await keyOf(app)
  await reopenEarlierFunctions(app.db, Object.keys(EARLIER))
  for (const [name, rest] of Object.entries(EARLIER)) {
    const admit = sql<{ admitted: number }>`select admitted from ${sql.raw(name)}(
      array[(select encode(digest, 'hex') from api_keys where id = ${id})], ${sql.raw(rest)})`
    const opens = async (day: string) => {
      await sql`update usage_windows set minute_start = 'epoch', month_before = 60, day_used = 7,
        day_start = ${sql.raw(day)}`.execute(app.db)
      t.same((await admit.execute(app.db)).rows, [{ admitted: 1 }], name)
      const { rows } = await sql`select month_before::int, day_used,
        (date_trunc('month', ${sql.raw(day)}, 'UTC') = date_trunc('month', now(), 'UTC')) as this_month
        from usage_windows`.execute(app.db)
      return rows[0]
    }
    const yesterday = `date_trunc('day', now(), 'UTC') - interval '1 day'`
    const opened = await opens(yesterday)
    t.match(opened, { day_used: 1, month_before: (opened as { this_month: boolean }).this_month ? 67 : 0 }, name)
    t.match(await opens(`date_trunc('month', now(), 'UTC') - interval '1 day'`), { day_used: 1, month_before: 0 }, name)
    t.match(await opens(`date_trunc('day', now(), 'UTC')`), { day_used: 8, month_before: 60 }, name)
  }
})

t.test('a key whose account has lost its windows or its plan is not admitted', async t => {
  const app = await build(t)
  const { key, accountId } = await keyOf(app)
  t.equal((await useKey(app, key)).statusCode, 200)
  await sql`alter table accounts drop constraint accounts_tier_fkey`.execute(app.db)
  await sql`update accounts set tier = 'gone' where id = ${accountId}`.execute(app.db)
  t.notSame((await useKey(app, key)).statusCode, 200)
  const { rows } = await sql`select day_used from usage_windows`.execute(app.db)
  t.same(rows, [{ day_used: 1 }], 'nor is it counted')
  await sql`update accounts set tier = 'free' where id = ${accountId}`.execute(app.db)
  t.equal((await useKey(app, key)).statusCode, 200)
  await sql`delete from usage_windows where account_id = ${accountId}`.execute(app.db)
  t.notSame((await useKey(app, key)).statusCode, 200)
})

t.test('counts of unlimited windows stop at two thousand million, whatever a request costs', async t => {
  const app = await build(t)
  const { id, key } = await keyOf(app)
  const most = { day_used: 2_000_000_000 }
  await sql`update plans set minute_limit = 1000000000, day_limit = null where name = 'free'`.execute(app.db)
  await sql`update usage_windows set day_start = date_trunc('day', now(), 'UTC'), day_used = 1999999999`.execute(app.db)
  await sql`update api_keys set limited = true`.execute(app.db)
  await sql`insert into key_windows (key_id, minute_limit, day_start, day_used)
    values (${id}, 1000000000, date_trunc('day', now(), 'UTC'), 1999999999)`.execute(app.db)
  const ask = (cost: number, counts = true) =>
    app.authorizer.authorize({ digest: hexDigest(key), requirement: null, counts, cost })
  await roomInTheMinute()
  const decisions = await Promise.all([...Array.from({ length: 400 }, () => ask(10_000)), ask(1), ask(1, false)])
  t.same([...new Set(decisions.map(({ outcome }) => outcome))], ['admitted'])
  t.match(decisions.at(-1), { windows: [{ remaining: 995_999_999 }, { remaining: 995_999_999 }] })
  t.same((await sql`select day_used from usage_windows`.execute(app.db)).rows, [most])
  t.same((await sql`select day_used from key_windows`.execute(app.db)).rows, [most])
})

/** Uses a key by a statement that waits for a change of its account's own limits. */
async function useDuringChange(t: Test, ...sabotage: Parameters<typeof rewrite>[1][]) {
  const { apps, db, databaseUrl } = await buildInstances(t, 1)
  const [app] = apps as [FastifyInstance]
  const { key, accountId } = await keyOf(app)
  const other: Database = ownConnection(t, { db, databaseUrl })
  if (sabotage.length > 0) await rewrite(db, ...sabotage)
  const { promise: use, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof useKey>>>()
  await other.transaction().execute(async trx => {
    await sql`update usage_windows set own_minute = 7, own_until = now() + interval '1 hour'
      where account_id = ${accountId}`.execute(trx)
    await sql`update accounts set tier = 'pro', tier_until = now() + interval '1 hour', tier_after = 'free'`.execute(db)
    resolve(useKey(app, key))
    while (!(await isWaiting(db))) await new Promise(setImmediate)
    await sql`update plans set minute_limit = minute_limit + 1, version = version + 1`.execute(db)
  })
  const { statusCode, headers } = await use
  return { status: statusCode, limit: headers['x-ratelimit-limit'] }
}

t.test(...needsPostgres("a change of an account's limits that a statement waits for is seen by it"), async t => {
  t.same(await useDuringChange(t), { status: 200, limit: '7' })
})

t.test(...needsPostgres('it would lose its account if the join used a column of those limits'), async t => {
  const join = 'join demand d on d.account_id = w.account_id'
  t.match(await useDuringChange(t, [join, `${join} and w.own_minute is null`]), { status: 503 })
})
