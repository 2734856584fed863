import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'

/** How many keys of an account may count towards its limit. */
export const ACTIVE_KEYS = 100

/**
 * Whether the key in a row with this alias works now, or would if it were presented. `statement_timestamp()`, so that a
 * statement judges all of its rows at the same time, and a later one after the locks that it waited for.
 */
export const works = (alias: 'k' | 'p' | 's') =>
  sql<boolean>`(${sql.ref(`${alias}.revoked_at`)} is null
    and coalesce(${sql.ref(`${alias}.expires_at`)} > statement_timestamp(), true))`

/**
 * Which keys `k` count towards the limit: those that work, except a retiring key whose successor works.
 *
 * Invariant: an account never has more than 100 keys that count. Every other key that works is the predecessor of one
 * that counts, each of a different one, and stops working within 30 days of its rotation. Hence an account never has
 * more than 200 keys that work.
 *
 * Only creating and importing keys raise the count, and both check it while they hold the account's row. Everything else
 * leaves it as it is or lowers it: a rotation adds a key that counts and stops counting the one that it replaces; when a
 * successor is revoked or expires, by cancellation or otherwise, its predecessor counts in its place. A successor is not
 * rotated while its predecessor works, so it counts itself. No key works again once it has stopped.
 */
const counts = sql<boolean>`${works('k')}
  and not exists (select from public.api_keys s where s.id = k.replaced_by and ${works('s')})`

/** Counts the account's keys that count towards the limit. @returns also the time of the count */
export function countTowardsLimit(trx: Transaction<Tables>, accountId: string) {
  return trx
    .selectFrom('api_keys as k')
    .select([sql<number>`count(*)::int`.as('count'), sql<Date>`statement_timestamp()`.as('now')])
    .where('k.account_id', '=', accountId)
    .where(counts)
    .executeTakeFirstOrThrow()
}
