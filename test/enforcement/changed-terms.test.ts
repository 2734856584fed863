import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { buildInstances } from '../kit/app.ts'
import { needsPostgres, ownConnection } from '../kit/database.ts'
import { ACCOUNTS, decided, digestOf, KEYS_OF_EACH, makeAccounts, rewrite, SHORT_WINDOWS } from './exact-units.ts'

const LONG = { timeout: 120_000 }
const CLIENTS = 9
const BEFORE_MS = 1_500
const AFTER_MS = 2_500
/** The limits per minute of all accounts, before and after their terms change. */
const [OLD, NEW] = [30, 10]
/** How the terms of each account change. */
const CHANGES = ['the plan is changed', 'the trial ends', 'the own limit ends'] as const

interface Used {
  /** Where in `CHANGES` its account is. */
  at: number
  began: number
  minute: number
  limit: number
  admitted: boolean
}

/**
 * Uses three accounts through three instances while their terms change, each in another way.
 * @returns the uses, and when it was known of each account that its terms had changed
 */
async function useWhileTermsChange(t: Test, sabotage: Parameters<typeof rewrite>[1][] = []) {
  const { apps, db, databaseUrl } = await buildInstances(t, CHANGES.length)
  const other = ownConnection(t, { db, databaseUrl })
  await makeAccounts(db)
  const [plan, trial, own] = ACCOUNTS
  await sql`insert into plans (name, title, minute_limit) values ('old', 'Old', ${OLD}), ('new', 'New', ${NEW}),
    ('changed', 'Changed', ${OLD})`.execute(db)
  await sql`create table old_plans as select * from plans`.execute(db)
  await sql`create unique index on old_plans (name)`.execute(db)
  await rewrite(db, ...SHORT_WINDOWS, ...sabotage)
  const end = sql`clock_timestamp() + ${BEFORE_MS} * interval '1 ms'`
  await sql`update accounts set tier = 'changed' where id = ${plan}`.execute(db)
  await sql`update accounts set (tier, tier_after, tier_until) = (select 'old', 'new', ${end}) where id = ${trial}`.execute(
    db,
  )
  await sql`update accounts set tier = 'new' where id = ${own}`.execute(db)
  await sql`update usage_windows set (own_minute, own_until) = (select ${OLD}::int, ${end}) where account_id = ${own}`.execute(
    db,
  )

  const uses: Used[] = []
  const known: number[] = []
  let goesOn = true
  async function client(nth: number) {
    for (let step = nth; goesOn; step++) {
      const at = Math.floor(Math.random() * CHANGES.length)
      const began = performance.now()
      // A key without limits of its own.
      const use = { digest: digestOf(at, KEYS_OF_EACH - 1), requirement: null, counts: true, cost: 1 }
      const decision = await decided(apps[step % apps.length] as FastifyInstance, use)
      if (!decision) continue
      const { minuteLimit: limit, minuteEnd: minute } = decision.key
      uses.push({ at, began, minute, limit, admitted: decision.outcome === 'admitted' })
    }
  }
  async function untilOver(at: number, column: string, table: string, id: string) {
    const over = sql<{ over: boolean }>`select ${sql.ref(column)} <= now() as over from ${sql.table(table)}
      where ${sql.ref(id)} = ${ACCOUNTS[at]}`
    while (!(await over.execute(other)).rows[0]?.over) await new Promise(setImmediate)
    known[at] = performance.now()
  }
  const clients = Array.from({ length: CLIENTS }, (_, nth) => client(nth))
  await sleep(BEFORE_MS / 2)
  await sql`update plans set minute_limit = ${NEW}, version = version + 1 where name = 'changed'`.execute(other)
  known[0] = performance.now()
  await untilOver(1, 'tier_until', 'accounts', 'id')
  await untilOver(2, 'own_until', 'usage_windows', 'account_id')
  await sleep(AFTER_MS)
  goesOn = false
  await Promise.all(clients)
  return CHANGES.map((_, at) => {
    const own = uses.filter(use => use.at === at)
    return {
      before: own.filter(({ limit }) => limit === OLD),
      after: own.filter(({ began }) => began > Number(known[at])),
    }
  })
}

/** The minutes in which more was admitted, of uses that began after the change, than the new terms allow. */
const over = (after: Used[]) =>
  [
    ...Map.groupBy(
      after.filter(({ admitted }) => admitted),
      ({ minute }) => minute,
    ).values(),
  ].filter(uses => uses.length > NEW)

t.test(
  ...needsPostgres('a use that starts after new terms apply is decided by them, on every instance', LONG),
  async t => {
    for (const [at, { before, after }] of (await useWhileTermsChange(t)).entries()) {
      t.ok(before.length > 0, `${CHANGES[at]}: it was used before`)
      t.ok(after.some(({ admitted }) => admitted))
      t.same(
        after.filter(({ limit }) => limit !== NEW),
        [],
      )
      t.same(over(after), [], 'counted by the start of the uses')
    }
  },
)

t.test(...needsPostgres('the proof finds terms that are remembered or that end late', LONG), async t => {
  const changes = await useWhileTermsChange(t, [
    ['left join plans p', 'left join old_plans p'],
    ['tier_until <= now()', `tier_until <= now() - interval '1.5 seconds'`],
    ['own_until <= now()', `own_until <= now() - interval '1.5 seconds'`],
  ])
  for (const [at, { after }] of changes.entries()) {
    t.ok(
      after.some(({ limit }) => limit === OLD),
      `${CHANGES[at]}: it is found`,
    )
    t.ok(over(after).length > 0)
  }
})
