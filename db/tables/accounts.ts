import type { ColumnType, Generated } from 'kysely'
import type { Tier } from '../../schemas/tier.ts'
import type { Fixed, FixedByDatabase } from './column.ts'

/** An owner of keys, identified by a claim of its sessions. Never deleted. */
export interface AccountTable {
  id: Fixed<string>
  tier: Tier
  /** Until when `tier` is the plan, and the plan from then on; null for a plan without an end. */
  tier_until: ColumnType<Date | null, never, Date | null>
  tier_after: ColumnType<Tier | null, never, Tier | null>
  created_at: FixedByDatabase<Date>
  /** The account's ID outside keyward; null where that is `id`. Never changes. */
  external_id: Fixed<string | null>
  /** What people call the account. */
  label: FixedByDatabase<string | null>
  /** Written as JSON. */
  metadata: ColumnType<Record<string, unknown> | null, never, string | null>
  /** Set while none of the account's keys is accepted. */
  suspended_at: ColumnType<Date | null, never, Date | null>
  /** The last change of `suspended_at`; null before the first. */
  suspension_set_at: ColumnType<Date | null, never, Date>
  suspension_set_by: ColumnType<string | null, never, string>
  suspension_reason: ColumnType<string | null, never, string | null>
}

/**
 * The requests counted in an account's two windows. One row per account; only db/authorize.ts and a reset update it.
 */
export interface UsageWindowTable {
  account_id: Fixed<string>
  minute_start: Generated<Date>
  minute_used: Generated<number>
  day_start: Generated<Date>
  day_used: Generated<number>
  /** Units of the month of `day_start`, before that day. */
  month_before: Generated<string>
  /** The account's own limits, which replace the plan's until `own_until`; null where it has none. */
  own_minute: ColumnType<number | null, never, number | null>
  own_day: ColumnType<number | null, never, number | null>
  own_month: ColumnType<number | null, never, number | null>
  own_until: ColumnType<Date | null, never, Date | null>
}

/** What accounts are entitled to. Never deleted. Limits are units per window; null is unlimited. */
export interface PlanTable {
  name: Fixed<string>
  title: string
  minute_limit: number
  day_limit: number | null
  month_limit: number | null
  /** How many keys of an account may count. */
  keys: number
  /** After how many days from its creation, change or rotation a key expires at the latest. */
  longest_days: number | null
  entitlements: ColumnType<Record<string, unknown>, string, string>
  /** Raised by every change. */
  version: Generated<number>
  is_default: boolean
  retired_at: Date | null
}

/** The limits of a key that has or had any, and what it has used of them; only the authorize statement counts here. */
export interface KeyWindowTable {
  key_id: Fixed<string>
  minute_limit: number | null
  day_limit: number | null
  month_limit: number | null
  minute_start: Generated<Date>
  minute_used: Generated<number>
  day_start: Generated<Date>
  day_used: Generated<number>
  month_before: Generated<string>
}
