import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { authorizeUses } from '../../db/authorize.ts'
import { build, buildInstances } from '../kit/app.ts'
import { isWaiting, needsPostgres, ownConnection } from '../kit/database.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { change, digestOf, makeAccounts, rewrite, SHORT_WINDOWS, spend } from './exact-units.ts'
import { Ledger } from './ledger.ts'

const LONG = { timeout: 240_000 }
const INSTANCES = 3
const CLIENTS = 9
/** Long enough for one of the short months, whenever it begins. */
const MILLISECONDS = EXHAUSTIVE ? 40_000 : 8_000

type Sabotage = Parameters<typeof rewrite>[1][]

/** Clients of three instances use keys with costs of 1 to 7, at several times the limits. */
async function load(t: Test, milliseconds: number, ...sabotage: Sabotage) {
  const { apps, db, databaseUrl } = await buildInstances(t, INSTANCES)
  await makeAccounts(db)
  await rewrite(db, ...SHORT_WINDOWS, ...sabotage)
  const ledger = new Ledger()
  const end = performance.now() + milliseconds
  const clients = Array.from({ length: CLIENTS }, () => spend(apps, ledger, end))
  await Promise.all([...clients, change(ownConnection(t, { db, databaseUrl }), ledger, end)])
  return ledger
}

t.test(
  ...needsPostgres('no window of an account or of a key admits more units than its limit, whatever they cost', LONG),
  async t => {
    const ledger = await load(t, MILLISECONDS)
    t.same(ledger.over(), [])
    t.same(ledger.under(), [], 'every unit that is reported as used was admitted')
    t.equal(ledger.rejectedThoughItFits, 0)
    t.ok(ledger.asked > 2 * ledger.admitted, 'at more than twice the limits')
    for (const owner of ['account', 'key'])
      for (const window of ['minute', 'day', 'month'])
        t.ok(ledger.full(`${owner} ${window}`) > 0, `${owner}s reach their limit of the ${window}`)
    t.comment(`${ledger.admitted} of ${ledger.asked} units admitted, ${ledger.undecided} undecided`)
  },
)

const SLOWLY = ['from windows w offset 0', 'from windows w, (select pg_sleep(0.003)) as slowly offset 0'] as const
const SOME_MS = 4_000

t.test(...needsPostgres('the proof finds an account that is counted without its lock', LONG), async t => {
  const unlocked = await load(t, SOME_MS, SLOWLY, ['for update of w', ''])
  t.ok(unlocked.over().some(([window]) => window.startsWith('account')))
})

/** Reads the windows of keys by a query that begins before the account's row is locked. */
const early = (statement: string): Sabotage => [
  ['  return query\n', `  execute $early$ ${statement} $early$;\n  return query\n`],
  [
    /from key_windows\s+where (.+)\s+order by key_id for update/g,
    `from json_populate_recordset(null::key_windows, current_setting('test.before')::json) where $1`,
  ],
]
const UNLOCKED = early(`select set_config('test.before', coalesce(json_agg(w), '[]')::text, true) from key_windows w`)
/** Locks the rows that there are, and inserts those that are missing. */
const INSERTED = early(`
  with made as (
    insert into key_windows (key_id, minute_limit) select id, 13 from api_keys where limited
    on conflict do nothing returning *
  ), kept as (select * from key_windows for update)
  select set_config('test.before', coalesce(json_agg(w), '[]')::text, true)
  from (select * from kept union all select * from made) w`)

t.test(
  ...needsPostgres('the proof finds windows of keys that are read before their account is locked', LONG),
  async t => {
    const over = (await load(t, SOME_MS, SLOWLY, ...UNLOCKED)).over().map(([window]) => window.split(' ')[0])
    t.ok(over.includes('key'))
    t.notOk(over.includes('account'))
  },
)

t.test(...needsPostgres('the proof finds units that are counted twice', LONG), async t => {
  const ledger = await load(t, SOME_MS, ['units := units + n * costs[e]', 'units := units + 2 * n * costs[e]'])
  t.ok(ledger.under().length > 0)
})

const BATCH = 10
const LIMIT_OF_KEY = 13

/** Two batches with a key that may have 13 in a minute: the second begins before the first commits, and waits for it. */
async function twoBatches(t: Test, { rows, sabotage = [] }: { rows: boolean; sabotage?: Sabotage }) {
  const app = await build(t)
  // Without the deadlines of an app's connections, which a busy machine may exceed.
  const [first, second, db] = [ownConnection(t, app), ownConnection(t, app), ownConnection(t, app)]
  await sql`set application_name = 'keyward/second'`.execute(second)
  await makeAccounts(db)
  await sql`update plans set minute_limit = 1000, day_limit = null, month_limit = null`.execute(db)
  await sql`update key_windows set minute_limit = ${LIMIT_OF_KEY}, day_limit = null, month_limit = null`.execute(db)
  if (!rows) await sql`delete from key_windows`.execute(db)
  if (sabotage.length > 0) await rewrite(db, ...sabotage)
  await roomInTheMinute()

  const group = Array.from({ length: BATCH }, () => ({
    digest: digestOf(0, 0),
    requirement: null,
    counts: true,
    cost: 1,
  }))
  const admitted = async (connection: FastifyInstance['db']) => {
    const [verdict] = await authorizeUses(connection, [group])
    return verdict && 'admitted' in verdict && verdict.admitted
  }
  const { promise: then, resolve } = Promise.withResolvers<unknown>()
  const given = await first.transaction().execute(async trx => {
    const given = await admitted(trx)
    resolve(admitted(second))
    while (!(await isWaiting(db))) await new Promise(setImmediate)
    return given
  })
  return [given, await then]
}

t.test(...needsPostgres('a batch that waits for another sees what that one gave to a key'), async t => {
  t.same(await twoBatches(t, { rows: true }), [BATCH, LIMIT_OF_KEY - BATCH])
})

t.test(...needsPostgres('it would not if it read the windows of keys without the lock'), async t => {
  t.same(await twoBatches(t, { rows: true, sabotage: UNLOCKED }), [BATCH, BATCH])
})

t.test(...needsPostgres('nor if it inserted them'), async t => {
  t.same(
    await twoBatches(t, { rows: true, sabotage: INSERTED }),
    [BATCH, LIMIT_OF_KEY - BATCH],
    'unless they are there',
  )
  t.same(await twoBatches(t, { rows: false, sabotage: INSERTED }), [BATCH, BATCH])
})
