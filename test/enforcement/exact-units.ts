import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Database } from '../../db/connection/client.ts'
import { isOutage } from '../../db/connection/outage.ts'
import type { Use } from '../../enforcement/decision.ts'
import { Undecided } from '../../errors.ts'
import type { Ledger } from './ledger.ts'

/** Windows of seconds, so that a test sees many of them end. They begin at multiples of these, like the real ones. */
const SECONDS = { minute: 1, day: 2, month: 4 }
/** How much later than their start the function says that windows end. */
const ENDS = { minute: 60, day: 86_400 }

/** Each window can be used up before the longer one that contains it. */
const ACCOUNT = { minute: 40, day: 60, month: 100 }
const KEY = { minute: 6, day: 8, month: 12 }
/** The limits per minute between which the plan's changes. */
const CHANGED = { from: 32, to: 55 }

export const ACCOUNTS = [1, 2, 3].map(nth => `00000000-0000-4000-8000-00000000000${nth}`)
export const KEYS_OF_EACH = 4
const LIMITED_OF_EACH = 2
/** How many of the accounts `spend` uses: few, so that their batches meet. */
const SPENDING = 2

export const digestOf = (account: number, key: number) =>
  createHash('sha256').update(`key ${key} of account ${account}`).digest('hex')
const below = (n: number) => Math.floor(Math.random() * n)

/** The deciding functions, as they are in a database. */
const FUNCTIONS = ['decide_by_terms', 'admit_by_terms']

/** Changes the text of the deciding functions. @throws if one of the changes is of nothing */
export async function rewrite(db: Database, ...changes: (readonly [from: string | RegExp, to: string])[]) {
  const { rows } = await sql<{ text: string }>`
    select pg_get_functiondef(name::regproc) as text from unnest(${FUNCTIONS}::text[]) as name`.execute(db)
  const before = rows.map(({ text }) => text).join(';\n')
  const after = changes.reduce((text, [from, to]) => {
    const changed = text.replaceAll(from, to)
    if (changed === text) throw new Error(`the functions have no ${from}`)
    return changed
  }, before)
  for (const text of after.split(/;\n(?=CREATE OR REPLACE)/)) await sql.raw(text).execute(db)
}

/** For `rewrite`. */
export const SHORT_WINDOWS = (['minute', 'day', 'month'] as const).map(
  window =>
    [
      new RegExp(`date_trunc\\('${window}', ([^,]+), 'UTC'\\)`, 'g'),
      `date_bin('${SECONDS[window]} seconds', $1, 'epoch')`,
    ] as const,
)

/** Accounts of one plan, with keys of which some have limits. */
export async function makeAccounts(db: Database) {
  const { minute, day, month } = ACCOUNT
  await sql`insert into plans (name, title, minute_limit, day_limit, month_limit)
    values ('team', 'Team', ${minute}, ${day}, ${month})`.execute(db)
  for (const [account, id] of ACCOUNTS.entries()) {
    await sql`insert into accounts (id, tier) values (${id}, 'team')`.execute(db)
    for (let key = 0; key < KEYS_OF_EACH; key++) {
      const limited = key < LIMITED_OF_EACH
      const digest = digestOf(account, key)
      await sql`insert into api_keys (account_id, name, public_id, last4, digest, limited)
        values (${id}, 'a key', 'abcdefgh', 'wxyz', decode(${digest}, 'hex'), ${limited})`.execute(db)
      if (limited)
        await sql`insert into key_windows (key_id, minute_limit, day_limit, month_limit)
          select id, ${KEY.minute}, ${KEY.day}, ${KEY.month} from api_keys where digest = decode(${digest}, 'hex')`.execute(
          db,
        )
    }
  }
}

/** A client that uses keys of all accounts through all instances, with costs of 1 to 7, until the end. */
export async function spend(apps: readonly FastifyInstance[], ledger: Ledger, end: number) {
  while (performance.now() < end)
    await Promise.all(
      Array.from({ length: 1 + below(8) }, () => spendOnce(apps[below(apps.length)] as FastifyInstance, ledger)),
    )
}

/** The decision about a working key; undefined for the 503 of a busy machine, after which the use may be counted. */
export async function decided(app: FastifyInstance, use: Use) {
  const decision = await app.authorizer.authorize(use).catch((error: unknown) => {
    if (error instanceof Undecided || isOutage(error)) return undefined
    throw error
  })
  if (decision && !('windows' in decision)) throw new Error(`the key is ${decision.outcome}`)
  return decision
}

async function spendOnce(app: FastifyInstance, ledger: Ledger) {
  const [account, key, cost] = [below(SPENDING), below(KEYS_OF_EACH), 1 + below(7)]
  const began = performance.now()
  ledger.asked += cost
  const decision = await decided(app, { digest: digestOf(account, key), requirement: null, counts: true, cost })
  if (!decision) {
    ledger.undecided += cost
    return
  }
  const { outcome, windows } = decision
  if (outcome === 'limited' && windows.every(({ remaining }) => remaining >= cost)) ledger.rejectedThoughItFits += 1
  for (const { owner, window, limit, remaining } of windows)
    ledger.add(nameOf(owner, window, { account, key, ...decision.key }), {
      // The plan's minute limit changes, so the ledger compares what this statement has seen of it.
      limit: owner === 'account' && window === 'minute' ? ACCOUNT.minute : limit,
      seen: limit,
      units: outcome === 'admitted' ? cost : 0,
      used: limit - remaining,
      began,
    })
}

interface Place {
  account: number
  key: number
  minuteEnd: number
  dayEnd: number
}

/** Distinguishes all windows of a test. */
function nameOf(owner: 'account' | 'key', window: keyof typeof SECONDS, { account, key, minuteEnd, dayEnd }: Place) {
  const starts = { minute: minuteEnd - ENDS.minute, day: dayEnd - ENDS.day, month: dayEnd - ENDS.day }
  const whose = owner === 'account' ? account : `${account} ${key}`
  return `${owner} ${window} ${whose} ${Math.floor(starts[window] / SECONDS[window])}`
}

/** Changes the plan's limit now and then, and writes rows of keys and of their limits all the time. */
export async function change(db: Database, ledger: Ledger, end: number) {
  let next = performance.now() + 2_500
  while (performance.now() < end) {
    if (performance.now() > next) {
      next += 2_500
      const limit = CHANGED.from + below(CHANGED.to - CHANGED.from)
      await sql`update plans set minute_limit = ${limit}, version = version + 1 where name = 'team'`.execute(db)
      ledger.changed(limit)
    }
    const [account, key] = [below(SPENDING), below(LIMITED_OF_EACH)]
    await db.transaction().execute(async trx => {
      await sql`select from accounts where id = ${ACCOUNTS[account]} for no key update`.execute(trx)
      const { rows } = await sql<{ id: string }>`update api_keys set name = 'renamed'
        where digest = decode(${digestOf(account, key)}, 'hex') returning id`.execute(trx)
      await sql`update key_windows set minute_limit = ${KEY.minute} where key_id = ${rows[0]?.id}`.execute(trx)
    })
  }
}
