import { sql } from 'kysely'
import t from 'tap'
import { flushActivity, flushUsage } from '../../db/usage/flush.ts'
import { ActivityLog } from '../../enforcement/activity-log.ts'
import { build, buildInstances, call, createKey, revoke, useKey } from '../kit/app.ts'
import { needsPostgres, ownConnection } from '../kit/database.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { type Person, signIn } from '../kit/people.ts'

const VERIFY_TOKEN = 'a token of the services, 32 characters or more'

type App = Awaited<ReturnType<typeof build>>

const NO_REJECTIONS = { rejected: 0, limited: 0, insufficient: 0, outOfScope: 0, blocked: 0 }

const keyOf = async (app: App, as: Person, id: string) => (await call(app, { as, url: `/api/v1/keys/${id}` })).json()
const usageOf = async (app: App, as: Person, query = '') =>
  (await call(app, { as, url: `/api/v1/usage${query}` })).json().data

t.test('a key reports its last use and its requests per day and hour', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  for (let use = 0; use < 3; use++) await useKey(app, key)
  await app.runJob('activity')
  await useKey(app, key)
  await app.runJob('activity')

  const { last_used_at, rejected_count } = await keyOf(app, alice, id)
  t.ok(Math.abs(Date.parse(last_used_at) - Date.now()) < 60_000, last_used_at)
  t.equal(rejected_count, 0)
  t.match(await usageOf(app, alice), [{ key_id: id, start: /T00:00:00.000Z$/, requests: 4 }])
  t.match(await usageOf(app, alice, '?hours=1'), [{ key_id: id, start: /:00:00.000Z$/, requests: 4 }])
  t.same(await usageOf(app, await signIn('pro')), [], 'usage of other accounts is not visible')
})

t.test('uses of a revoked key are counted without writing to its row', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  await revoke(app, alice, id, 'leaked')
  const version = sql<{ xmin: string }>`select xmin::text from api_keys where id = ${id}`
  const { rows: before } = await version.execute(app.db)
  await Promise.all(Array.from({ length: 20 }, () => useKey(app, key)))
  await app.runJob('activity')

  const { last_used_at, rejected_count, last_rejected_at, refused_count, last_refused_at } = await keyOf(app, alice, id)
  t.same({ last_used_at, rejected_count }, { last_used_at: null, rejected_count: 20 })
  t.ok(Math.abs(Date.parse(last_rejected_at) - Date.now()) < 60_000, last_rejected_at)
  t.same({ refused_count, last_refused_at }, { refused_count: rejected_count, last_refused_at: last_rejected_at })
  t.same((await version.execute(app.db)).rows, before)
  t.match(await usageOf(app, alice), [{ key_id: id, requests: 0, rejected: 20 }])
  t.match(await usageOf(app, alice, `?key_id=${id}`), [{ key_id: id, rejected: 20 }])
  t.same(await usageOf(app, alice, '?key_id=00000000-0000-4000-8000-00000000000f'), [])
})

t.test('requests rejected by a limit or tier count neither as uses nor as rejections of the key', async t => {
  const app = await build(t)
  const bob = await signIn('free')
  const { id, key } = await createKey(app, bob)
  const headers = { authorization: `Bearer ${key}`, 'x-required-format': 'stix' }
  t.equal((await app.inject({ url: '/forward-auth', headers })).statusCode, 403)
  await sql`update usage_windows set day_start = date_trunc('day', now(), 'UTC'), day_used = 1000`.execute(app.db)
  t.equal((await useKey(app, key)).statusCode, 429)
  await app.runJob('activity')
  t.match(await keyOf(app, bob, id), { last_used_at: null, rejected_count: 0, last_rejected_at: null })
})

t.test('each reason for rejecting a working key is counted, on the key and in usage', async t => {
  const app = await build(t, { VERIFY_TOKEN, SCOPES: 'read:feeds, read:iocs' })
  const bob = await signIn('free')
  const { id, key } = await createKey(app, bob)
  await sql`update api_keys set scopes = '{read:feeds}' where id = ${id}`.execute(app.db)
  const use = async (headers: Record<string, string>, status: number, times: number) => {
    for (let use = 0; use < times; use++) {
      const reply = await app.inject({ url: '/forward-auth', headers: { 'x-api-key': key, ...headers } })
      t.equal(reply.statusCode, status, reply.body)
    }
  }
  await roomInTheMinute()
  await use({ 'x-required-format': 'stix' }, 403, 1)
  await use({ 'x-required-scope': 'read:iocs' }, 403, 2)
  await use({ 'x-request-cost': '5000' }, 403, 1)
  await sql`update usage_windows set day_start = date_trunc('day', now(), 'UTC'), day_used = 1000`.execute(app.db)
  await use({}, 429, 2)
  await sql`update api_keys set paused_at = now() where id = ${id}`.execute(app.db)
  await use({}, 403, 3)
  await sql`update api_keys set paused_at = null where id = ${id}`.execute(app.db)
  await app.runJob('activity')
  await sql`update accounts set suspended_at = now()`.execute(app.db)
  await use({}, 403, 1)
  await app.runJob('activity')
  await sql`update accounts set suspended_at = null`.execute(app.db)

  const counts = { limited: 3, insufficient: 1, out_of_scope: 2, blocked: 4 }
  t.match(await usageOf(app, bob), [{ key_id: id, requests: 0, units: 0, rejected: 0, ...counts }])
  const { last_used_at, rejected_count, last_rejected_at, ...shown } = await keyOf(app, bob, id)
  t.same(
    { last_used_at, rejected_count, last_rejected_at },
    { last_used_at: null, rejected_count: 0, last_rejected_at: null },
  )
  t.match(shown, { limited_count: 3, insufficient_count: 1, out_of_scope_count: 2, blocked_count: 4 })
})

t.test('a question that does not count adds to no count', async t => {
  const app = await build(t, { VERIFY_TOKEN })
  const bob = await signIn('free')
  const { id, key } = await createKey(app, bob)
  await sql`update api_keys set paused_at = now() where id = ${id}`.execute(app.db)
  const payload = { key, count: false }
  const headers = { authorization: `Bearer ${VERIFY_TOKEN}` }
  const reply = await app.inject({ method: 'POST', url: '/api/v1/verify', payload, headers })
  t.equal(reply.json().code, 'key_paused')
  await app.runJob('activity')
  t.same(await usageOf(app, bob), [])
  t.match(await keyOf(app, bob, id), { blocked_count: 0 })
})

t.test('a flood of rejected uses takes one entry per key and hour', t => {
  const log = new ActivityLog()
  const key = { keyId: 'a key', accountId: 'an account', atMs: 7_200_001 }
  const outcomes = ['limited', 'too_costly', 'insufficient', 'out_of_scope', 'suspended', 'paused', 'revoked'] as const
  for (let round = 0; round < 100; round++)
    log.record(outcomes.map(outcome => ({ outcome, key, counts: true, cost: 1, windows: [] }) as never))
  const { activities, usages } = log.drain()
  const counts = { rejected: 100, limited: 200, insufficient: 100, outOfScope: 100, blocked: 200 }
  t.same(activities, [{ keyId: 'a key', firstUsedMs: 0, lastUsedMs: 0, lastRejectedMs: 7_200_001, ...counts }])
  t.same(usages, [
    { keyId: 'a key', accountId: 'an account', hourMs: 7_200_000, requests: 0, extraUnits: 0, ...counts },
  ])
  log.putBack(activities, usages)
  log.record([{ outcome: 'limited', key, counts: true, cost: 1, windows: [] } as never])
  t.match(log.drain(), { activities: [{ limited: 201, blocked: 200 }], usages: [{ limited: 201, blocked: 200 }] })
  t.end()
})

t.test('counts of instances add up, and times only move in the right direction', async t => {
  const { db } = await buildInstances(t, 1)
  const keyId = '00000000-0000-4000-8000-000000000123'
  const accountId = '00000000-0000-4000-8000-000000000001'
  const more = { rejected: 2, limited: 1, insufficient: 0, outOfScope: 3, blocked: 4 }
  const at = (ms: number) => ({ keyId, firstUsedMs: ms, lastUsedMs: ms, lastRejectedMs: ms, ...more })
  t.same(await flushActivity(db, [at(2_000)]), [])
  t.same(await flushActivity(db, [at(1_000)]), [])
  t.same(await flushUsage(db, [{ keyId, accountId, hourMs: 3_600_000, requests: 5, extraUnits: 3, ...more }]), [])
  t.same(await flushUsage(db, [{ keyId, accountId, hourMs: 3_600_000, requests: 5, extraUnits: 3, ...more }]), [])
  const row = await db.selectFrom('key_activity').selectAll().executeTakeFirstOrThrow()
  t.match(row, { first_used_at: new Date(1_000), last_used_at: new Date(2_000), last_refused_at: new Date(2_000) })
  t.equal(Number(row.refused_count), 4)
  t.same([row.limited_count, row.insufficient_count, row.out_of_scope_count, row.blocked_count], [2, null, 6, 8])
  const { requests, extra_units, rejected, ...counts } = await db
    .selectFrom('key_usage')
    .selectAll()
    .executeTakeFirstOrThrow()
  t.same([requests, extra_units, rejected].map(Number), [10, 6, 4])
  t.match(counts, { account_id: accountId, limited: 2, insufficient: null, out_of_scope: 6, blocked: 8 })
})

t.test('usage counts units: one per request of the release before, and of later ones their cost', async t => {
  const app = await build(t, { VERIFY_TOKEN })
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  await sql`insert into key_usage (key_id, hour, requests) values (${id}, date_trunc('hour', now(), 'UTC'), 4)`.execute(
    app.db,
  )
  const verify = (asked: object) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/verify',
      payload: { key, ...asked },
      headers: { authorization: `Bearer ${VERIFY_TOKEN}` },
    })
  const gateway = (cost: number) =>
    app.inject({ url: '/forward-auth', headers: { 'x-api-key': key, 'x-request-cost': String(cost) } })
  await roomInTheMinute()
  for (const asked of [{}, { cost: 7 }, { cost: 0 }, { cost: 9, count: false }])
    t.equal((await verify(asked)).json().code, 'valid')
  t.equal((await gateway(10)).statusCode, 200)
  t.equal((await gateway(1_000)).statusCode, 429, 'what is not admitted takes none')
  t.match((await gateway(2_000)).json().error, { code: 'cost_exceeds_limit' })
  await sql`alter table key_usage rename to elsewhere`.execute(app.db)
  await app.runJob('activity')
  await sql`alter table elsewhere rename to key_usage`.execute(app.db)
  t.equal((await gateway(3)).statusCode, 200)
  await app.runJob('activity')
  const [row] = await usageOf(app, alice)
  t.match(row, { requests: 4 + 4, units: 4 + 1 + 7 + 10 + 3, rejected: 0 })
})

for (const table of ['key_activity', 'key_usage'])
  t.test(`rows that cannot be written into ${table} are kept for the next flush`, async t => {
    const app = await build(t)
    const alice = await signIn('pro')
    const { id, key } = await createKey(app, alice)
    await sql`alter table ${sql.table(table)} rename to elsewhere`.execute(app.db)
    await useKey(app, key)
    await app.runJob('activity')
    await sql`alter table elsewhere rename to ${sql.table(table)}`.execute(app.db)
    const { rows } = await sql`select from ${sql.table(table)}`.execute(app.db)
    t.equal(rows.length, 0, 'it is not there yet')
    await app.runJob('activity')
    t.match(await keyOf(app, alice, id), { last_used_at: /T/ })
    t.match(await usageOf(app, alice), [{ requests: 1, rejected: 0 }])
  })

t.test('usage can be requested by days or by hours, not both', async t => {
  const app = await build(t)
  const reply = await call(app, { as: await signIn(), url: '/api/v1/usage?days=1&hours=1' })
  t.equal(reply.statusCode, 400)
  t.match(reply.json().error, { code: 'validation_error', details: { hours: 'cannot be combined with days' } })
})

t.test(...needsPostgres('a locked row is skipped, and the others are written'), async t => {
  const { apps, db } = await buildInstances(t, 2)
  const [first] = apps as [App]
  const rows = ['a', 'b'].map(end => ({
    keyId: `00000000-0000-4000-8000-00000000000${end}`,
    firstUsedMs: 1_000,
    lastUsedMs: 1_000,
    lastRejectedMs: 0,
    ...NO_REJECTIONS,
  }))
  await flushActivity(db, rows)
  await db.transaction().execute(async holder => {
    await holder
      .selectFrom('key_activity')
      .selectAll()
      .where('key_id', '=', rows[0]?.keyId ?? '')
      .forUpdate()
      .execute()
    t.same(await flushActivity(first.db, rows), [rows[0]])
  })
  t.same(await flushActivity(first.db, rows), [])
})

t.test(...needsPostgres('a key whose row is locked can still be used, and the use is recorded'), async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  await ownConnection(t, app)
    .transaction()
    .execute(async trx => {
      await trx.selectFrom('api_keys').selectAll().where('id', '=', id).forUpdate().execute()
      t.equal((await useKey(app, key)).statusCode, 200)
      await app.runJob('activity')
      t.match(await keyOf(app, alice, id), { last_used_at: /T/ })
      t.equal(
        (await revoke(app, alice, id)).statusCode,
        503,
        'the revocation waits for the row, and says that it could not',
      )
    })
  // A 503 is undecided: the server may have completed the statement once the row was free.
  t.match((await revoke(app, alice, id)).json().message, /^API key (revoked successfully|was already revoked)$/)
  t.equal((await useKey(app, key)).statusCode, 401)
})

t.test(...needsPostgres('uses do not wait behind requests for a locked row, however many there are'), async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const [held, { key }] = [await createKey(app, alice), await createKey(app, alice)]
  await useKey(app, key)
  await ownConnection(t, app)
    .transaction()
    .execute(async trx => {
      await trx.selectFrom('api_keys').selectAll().where('id', '=', held.id).forUpdate().execute()
      const waiting = Array.from({ length: 40 }, () => revoke(app, alice, held.id))
      for (let use = 0; use < 20; use++) t.equal((await useKey(app, key)).statusCode, 200)
      const statuses = (await Promise.all(waiting)).map(({ statusCode }) => statusCode)
      t.same(new Set(statuses), new Set([503]), 'each of them gets 503 in time')
    })
})
