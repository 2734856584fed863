import { type NotNull, sql, type Transaction } from 'kysely'
import { SERVICES_ACCOUNT } from '../../config/service-keys.ts'
import { currentPlan } from '../account/current-plan.ts'
import { NotAccepted } from '../not-accepted.ts'
import type { Tables } from '../tables.ts'

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
 * Invariant: no operation brings an account above its plan's number of keys that count. A change to a plan with a
 * smaller number leaves the keys as they are. Every other working key is the predecessor of one that
 * counts, each of a different one, and stops working within 30 days of its rotation. So an account
 * has at most twice as many working keys.
 *
 * Only creating and importing keys raise the count, and both check it while they hold the account's row. All other
 * operations leave it unchanged or lower it. A rotation adds a key that counts and stops counting its predecessor. When
 * a successor is revoked or expires, its predecessor counts in its place. A successor cannot be rotated while its
 * predecessor works, so it counts itself. A key that has stopped working never works again.
 */
const counts = sql<boolean>`${works('k')}
  and not exists (select from public.api_keys s where s.id = k.replaced_by and ${works('s')})`

/** The account would have more keys that count than its plan allows. */
export class KeyLimitReached extends Error {
  declare readonly limit: number

  constructor(limit: number) {
    super(`the account has reached its limit of ${limit} active keys`)
    this.limit = limit
  }
}

/** What the account's plan allows now, and how much of it is used. */
export function keyPolicy(trx: Transaction<Tables>, accountId: string) {
  return trx
    .selectFrom('accounts as c')
    .innerJoin('plans as p', join => join.on('p.name', '=', currentPlan('c')))
    .select(eb => [
      'p.keys',
      sql<Date | null>`case when c.id <> ${SERVICES_ACCOUNT} then
        statement_timestamp() + make_interval(days => p.longest_days) end`.as('latest'),
      sql<Date>`statement_timestamp()`.as('now'),
      eb
        .selectFrom('api_keys as k')
        .select(sql<number>`count(*)::int`.as('count'))
        .where('k.account_id', '=', accountId)
        .where(counts)
        .as('count'),
    ])
    .where('c.id', '=', accountId)
    .$narrowType<{ count: NotNull }>()
    .executeTakeFirstOrThrow()
}

/**
 * The expiry that a new, changed or rotated key gets.
 * @param asked null for none; undefined if nothing was asked for, which means as late as possible
 * @param latest the latest expiry that the plan allows; null for any
 * @throws NotAccepted for a later one
 */
export function allowedExpiry(asked: Date | null | undefined, latest: Date | null): Date | null {
  if (asked === undefined) return latest
  if (latest && (asked === null || asked > latest))
    throw new NotAccepted('expires_at', `must be no later than ${latest.toISOString()}, which is what the plan allows`)
  return asked
}
