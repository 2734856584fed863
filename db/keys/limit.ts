import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'

/** How many keys of an account can count towards its limit. */
export const ACTIVE_KEYS = 100

/**
 * Whether the key in the row with this alias works now. `statement_timestamp()`, so that a statement judges all of its
 * rows at the same time, and a later statement after the locks that it waited for.
 */
export const works = (alias: 'k' | 'p' | 's') =>
  sql<boolean>`(${sql.ref(`${alias}.revoked_at`)} is null
    and coalesce(${sql.ref(`${alias}.expires_at`)} > statement_timestamp(), true))`

/**
 * Which keys `k` count towards the limit: those that work, except a retiring key whose successor works.
 *
 * Invariant: an account never has more than 100 keys that count. Every other working key is the predecessor of one that
 * counts, each of a different one, and stops working within 30 days of its rotation. So an account never has more than
 * 200 working keys.
 *
 * Only creating and importing keys raise the count, and both check it while they hold the account's row. All other
 * operations leave it unchanged or lower it. A rotation adds a key that counts and stops counting its predecessor. When
 * a successor is revoked or expires, its predecessor counts in its place. A successor cannot be rotated while its
 * predecessor works, so it counts itself. A key that has stopped working never works again.
 */
const counts = sql<boolean>`${works('k')}
  and not exists (select from public.api_keys s where s.id = k.replaced_by and ${works('s')})`

/** Counts the keys that count towards the account's limit. @returns also the time of the count */
export function countTowardsLimit(trx: Transaction<Tables>, accountId: string) {
  return trx
    .selectFrom('api_keys as k')
    .select([sql<number>`count(*)::int`.as('count'), sql<Date>`statement_timestamp()`.as('now')])
    .where('k.account_id', '=', accountId)
    .where(counts)
    .executeTakeFirstOrThrow()
}
