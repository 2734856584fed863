import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../db/connection/client.ts'
import type { Ledger } from './ledger.ts'

/** Windows of seconds, so that a test sees many of them end. They begin at multiples of these, like the real ones. */
const SECONDS = { minute: 1, day: 3, month: 9 }
/** How much later than their start the function says that windows end. */
const ENDS = { minute: 60, day: 86_400 }

export const ACCOUNT = { minute: 40, day: 100, month: 260 }
export const KEY = { minute: 13, day: 30, month: 80 }
/** The limits between which the plan's changes. */
const CHANGED = { from: 15, to: 55 }

const ACCOUNTS = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']
const KEYS_OF_EACH = 4
const LIMITED_OF_EACH = 2

const digestOf = (account: number, key: number) =>
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

/** Two accounts of one plan, with keys of which some have limits. */
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

interface Row {
  account_id: string
  minute_limit: number
  minute_end: number
  day_end: number
  admitted: number
}

/** Sends batches with costs of 1 to 7 until it ends. */
export async function spend(db: Database, ledger: Ledger, end: number) {
  while (performance.now() < end) {
    const groups = new Map<string, { account: number; key: number; cost: number; requests: number }>()
    for (let at = 0; at <= below(8); at++) {
      const group = {
        account: below(ACCOUNTS.length),
        key: below(KEYS_OF_EACH),
        cost: 1 + below(7),
        requests: below(5),
      }
      groups.set(`${group.account} ${group.key} ${group.cost}`, group)
    }
    const batch = [...groups.values()]
    const none = batch.map(() => null)
    const began = performance.now()
    const { rows } = await sql<Row>`select * from decide_by_terms(
      ${batch.map(({ account, key }) => digestOf(account, key))}::text[], ${batch.map(({ requests }) => requests)}::int[],
      ${batch.map(({ cost }) => cost)}::int[], ${none}::text[], ${none}::text[]) order by entry`.execute(db)
    ledger.statements += 1
    rows.forEach((row, at) => {
      const { account, key, cost, requests } = batch[at] as (typeof batch)[0]
      if (row.admitted < 0 || row.admitted > requests) throw new Error(`${row.admitted} of ${requests} admitted`)
      const units = row.admitted * cost
      if (units > 0) count(ledger, row, { account, key, units, began })
    })
  }
}

function count(
  ledger: Ledger,
  { minute_end, day_end, minute_limit }: Row,
  { account, key, units, began }: { account: number; key: number; units: number; began: number },
) {
  const month = Math.floor((day_end - ENDS.day) / SECONDS.month)
  ledger.add(`account minute ${account} ${minute_end}`, ACCOUNT.minute, units, began, minute_limit)
  ledger.add(`account day ${account} ${day_end}`, ACCOUNT.day, units, began)
  ledger.add(`account month ${account} ${month}`, ACCOUNT.month, units, began)
  if (key >= LIMITED_OF_EACH) return
  ledger.add(`key minute ${account} ${key} ${minute_end}`, KEY.minute, units, began)
  ledger.add(`key day ${account} ${key} ${day_end}`, KEY.day, units, began)
  ledger.add(`key month ${account} ${key} ${month}`, KEY.month, units, began)
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
    const [account, key] = [below(ACCOUNTS.length), below(LIMITED_OF_EACH)]
    await db.transaction().execute(async trx => {
      await sql`select from accounts where id = ${ACCOUNTS[account]} for no key update`.execute(trx)
      const { rows } = await sql<{ id: string }>`update api_keys set name = 'renamed'
        where digest = decode(${digestOf(account, key)}, 'hex') returning id`.execute(trx)
      await sql`update key_windows set minute_limit = ${KEY.minute} where key_id = ${rows[0]?.id}`.execute(trx)
    })
  }
}
