import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { accountLimits, accountWindows } from '../enforcement/windows.ts'
import type { Tier } from '../schemas/tier.ts'
import { currentPlan } from './account/current-plan.ts'
import { type EnsuredAccount, ensureAccount, OtherAccount } from './ensure-account.ts'
import type { Tables } from './tables.ts'

/**
 * Reads an account's tier and the state of its windows, without counting a request. Creates the account if it is
 * missing, which happens after a backup was restored.
 */
export async function findAccount(db: Kysely<Tables>, named: EnsuredAccount) {
  const account = withWindows(db, named.accountId)
  const row = (await account.executeTakeFirst()) ?? (await createAgain())
  if (row.externalId !== named.externalId) throw new OtherAccount()
  const { tier, title, keys, longestDays, entitlements, suspendedAt } = row
  return { tier, title, keys, longestDays, entitlements, suspendedAt, windows: accountLimits(accountWindows(row)) }

  async function createAgain() {
    await ensureAccount(db, named)
    return account.executeTakeFirstOrThrow()
  }
}

/** The columns of an account's plan and windows, for `accountWindows`. */
export const withWindows = (db: Kysely<Tables>, id: string) =>
  db
    .selectFrom('accounts')
    .innerJoin('usage_windows', 'account_id', 'id')
    .innerJoin('plans', join => join.on('plans.name', '=', currentPlan('accounts')))
    .select([
      'external_id as externalId',
      'suspended_at as suspendedAt',
      sql<Tier>`plans.name`.as('tier'),
      'plans.title',
      'plans.keys',
      'plans.longest_days as longestDays',
      'plans.entitlements',
      ownOrPlans<number>('own_minute', 'minute_limit').as('minuteLimit'),
      ownOrPlans<number | null>('own_day', 'day_limit').as('dayLimit'),
      ownOrPlans<number | null>('own_month', 'month_limit').as('monthLimit'),
      sql<number>`case when minute_start >= date_trunc('minute', now(), 'UTC') then minute_used else 0 end`.as(
        'minuteUsed',
      ),
      sql<number>`case when day_start >= date_trunc('day', now(), 'UTC') then day_used else 0 end`.as('dayUsed'),
      sql<number>`case
        when day_start >= date_trunc('day', now(), 'UTC') then month_before
        when date_trunc('month', day_start, 'UTC') = date_trunc('month', now(), 'UTC') then month_before + day_used
        else 0 end::float8`.as('monthBefore'),
      sql<number>`extract(epoch from greatest(minute_start, date_trunc('minute', now(), 'UTC')))::float8 + 60`.as(
        'minuteEnd',
      ),
      sql<number>`extract(epoch from greatest(day_start, date_trunc('day', now(), 'UTC')))::float8 + 86400`.as(
        'dayEnd',
      ),
    ])
    .where('id', '=', id)

/** The limit that db/authorize.ts applies. */
const ownOrPlans = <T>(own: string, plans: string) =>
  sql<T>`coalesce(case when own_until <= now() then null else ${sql.ref(own)} end, ${sql.ref(plans)})`
