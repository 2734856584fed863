import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import t from 'tap'
import { authorizeUses } from '../../db/authorize.ts'
import type { Database } from '../../db/connection/client.ts'
import { Authorizer } from '../../enforcement/authorizer.ts'
import { type Decision, groupAlike, type Use } from '../../enforcement/decision.ts'
import { createDatabase } from '../kit/database.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { ACCOUNTS, digestOf, KEYS_OF_EACH, makeAccounts } from './exact-units.ts'

const LENGTHS = ['minute', 'day', 'month'] as const
const KEYS = ACCOUNTS.length * KEYS_OF_EACH

/** The limits of an account or key, null where it has none, and what it has used of them. */
const limit = fc.integer({ min: 1, max: 30 })
const used = fc.integer({ min: 0, max: 10 })
const counted = { minuteUsed: used, dayUsed: used, monthBefore: used }
const ofKey = fc.record({ ...counted, minute: fc.option(limit), day: fc.option(limit), month: fc.option(limit) })
const ofAccount = fc.record({ ...counted, minute: limit, day: fc.option(limit), month: fc.option(limit) })
type Counted = { minuteUsed: number; dayUsed: number; monthBefore: number } & Record<
  (typeof LENGTHS)[number],
  number | null
>

const use = fc.record({
  key: fc.nat(KEYS - 1),
  cost: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 7 }), fc.constantFrom(31, 10_000)),
  counts: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  scope: fc.option(fc.constantFrom('held', 'missing'), { freq: 3 }),
})
const mix = fc.record({
  accounts: fc.array(ofAccount, { minLength: ACCOUNTS.length, maxLength: ACCOUNTS.length }),
  keys: fc.array(fc.option(ofKey), { minLength: KEYS, maxLength: KEYS }),
  batches: fc.array(fc.array(use, { minLength: 1, maxLength: 15 }), { minLength: 1, maxLength: 3 }),
})

/** Counts one use after the other in each of its windows, as a person would with paper and pencil. */
class Paper {
  readonly #limits: { owner: string; window: string; limit: number; used: number }[] = []

  constructor(owner: string, counted: Counted) {
    const used = { minute: counted.minuteUsed, day: counted.dayUsed, month: counted.monthBefore + counted.dayUsed }
    for (const window of LENGTHS) {
      const limit = counted[window]
      if (limit !== null) this.#limits.push({ owner, window, limit, used: used[window] })
    }
  }

  fits = (cost: number) => this.#limits.every(({ limit, used }) => limit - used >= cost)
  everFits = (cost: number) => this.#limits.every(({ limit }) => limit >= cost)
  take(cost: number) {
    for (const each of this.#limits) each.used += cost
  }
  left = () =>
    this.#limits.map(({ owner, window, limit, used }) => ({
      owner,
      window,
      limit,
      remaining: Math.max(0, limit - used),
    }))
}

t.test('any mix of uses is decided as a simple ledger decides it', { timeout: 300_000 }, async t => {
  const { connections, drop } = await createDatabase()
  const { db } = connections
  const authorizer = new Authorizer(
    groups => authorizeUses(db, groups),
    () => {},
  )
  t.teardown(async () => {
    authorizer.close()
    for (const each of new Set([db, connections.reserved, connections.revoking, connections.bulk])) await each.destroy()
    await drop()
  })
  await makeAccounts(db)
  await sql`update plans set day_limit = null, month_limit = null where name = 'team'`.execute(db)
  await sql`update api_keys set scopes = '{held}'`.execute(db)

  const checked = fc.assert(
    fc.asyncProperty(mix, async ({ accounts, keys, batches }) => {
      await roomInTheMinute()
      await lay(db, accounts, keys)
      const papers = [
        accounts.map(each => new Paper('account', each)),
        keys.map(each => each && new Paper('key', each)),
      ]
      for (const batch of batches) {
        const uses = batch.map(({ key, cost, counts, scope }) => ({
          ...{ digest: digestOf(key % ACCOUNTS.length, Math.floor(key / ACCOUNTS.length)), cost, counts, key },
          requirement: scope === null ? null : { scopes: [scope] },
        }))
        const decisions = await Promise.all(uses.map(use => authorizer.authorize(use)))
        const said = new Map(uses.map((use, at) => [use, told(decisions[at] as Decision)]))
        for (const use of groupAlike(uses).flat()) assert.deepEqual(said.get(use), onPaper(use, papers as Paper[][]))
      }
    }),
    { numRuns: EXHAUSTIVE ? 1_500 : 100 },
  )
  await t.resolves(checked)
})

function onPaper(use: Use & { key: number }, [accounts = [], keys = []]: (Paper | null)[][]) {
  const papers = [accounts[use.key % ACCOUNTS.length], keys[use.key]].filter(each => each instanceof Paper)
  const isMissing = use.requirement?.scopes?.includes('missing')
  const fits = papers.every(each => each.fits(use.cost))
  if (use.counts && !isMissing && fits) for (const each of papers) each.take(use.cost)
  const limited = papers.every(each => each.everFits(use.cost)) ? 'limited' : 'too_costly'
  const outcome = isMissing ? 'out_of_scope' : fits || !use.counts ? 'admitted' : limited
  return { outcome, windows: papers.flatMap(each => each.left()) }
}

function told(decision: Decision) {
  const windows = 'windows' in decision ? decision.windows : []
  return {
    outcome: decision.outcome,
    windows: windows.map(({ owner, window, limit, remaining }) => ({ owner, window, limit, remaining })),
  }
}

/** Sets the limits of all accounts and keys, and what they have used. */
async function lay(db: Database, accounts: Counted[], keys: (Counted | null)[]) {
  const starts = sql`date_trunc('minute', now(), 'UTC'), date_trunc('day', now(), 'UTC')`
  for (const [at, { minute, day, month, minuteUsed, dayUsed, monthBefore }] of accounts.entries())
    await sql`update usage_windows set (own_minute, own_day, own_month, minute_used, day_used, month_before,
      minute_start, day_start) = (select ${minute}::int, ${day}::int, ${month}::int, ${minuteUsed}::int, ${dayUsed}::int,
      ${monthBefore}::int, ${starts}) where account_id = ${ACCOUNTS[at]}`.execute(db)
  await sql`delete from key_windows`.execute(db)
  for (const [at, key] of keys.entries()) {
    const digest = digestOf(at % ACCOUNTS.length, Math.floor(at / ACCOUNTS.length))
    await sql`update api_keys set limited = ${key !== null} where digest = decode(${digest}, 'hex')`.execute(db)
    if (key)
      await sql`insert into key_windows (key_id, minute_limit, day_limit, month_limit, minute_used, day_used, month_before,
        minute_start, day_start) select id, ${key.minute}, ${key.day}, ${key.month}, ${key.minuteUsed}, ${key.dayUsed},
        ${key.monthBefore}, ${starts} from api_keys where digest = decode(${digest}, 'hex')`.execute(db)
  }
}
