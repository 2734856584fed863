import { type Kysely, sql } from 'kysely'
import { type NamedAccount, shownId } from '../../auth/account-id.ts'
import { accountLimits, accountWindows } from '../../enforcement/windows.ts'
import type { AccountLimits } from '../../schemas/limits.ts'
import type { Tier } from '../../schemas/tier.ts'
import { withWindows } from '../accounts.ts'
import type { Tables } from '../tables.ts'

/** An account as operators see it. A plan or limits that have ended are not shown. @returns undefined if it is missing */
export async function findManagedAccount(db: Kysely<Tables>, named: NamedAccount) {
  const row = await withWindows(db, named.accountId)
    .select(['accounts.metadata', 'accounts.created_at', 'accounts.suspended_at'])
    .select(['suspension_set_by', 'suspension_reason'])
    .select([
      sql<Date | null>`case when tier_until > now() then tier_until end`.as('tierUntil'),
      sql<Tier | null>`case when tier_until > now() then tier_after end`.as('tierAfter'),
      'own_minute as minute',
      'own_day as day',
      'own_month as month',
      'own_until as until',
      sql<boolean>`coalesce(own_minute, own_day, own_month) is not null
        and coalesce(own_until > now(), true)`.as('hasLimits'),
    ])
    .executeTakeFirst()
  if (!row) return undefined
  const { minute, day, month, until } = row
  return {
    account_id: shownId(named),
    tier: row.tier,
    tier_until: row.tierUntil,
    tier_after: row.tierAfter,
    limits: row.hasLimits ? ({ minute, day, month, until } satisfies AccountLimits) : null,
    windows: accountLimits(accountWindows(row)),
    used: { minute: row.minuteUsed, day: row.dayUsed, month: row.monthBefore + row.dayUsed },
    metadata: row.metadata,
    suspended_at: row.suspended_at,
    suspended_by: row.suspended_at && row.suspension_set_by,
    suspension_reason: row.suspended_at && row.suspension_reason,
    created_at: row.created_at,
  }
}
