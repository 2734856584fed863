import type { ColumnType, Generated } from 'kysely'
import type { AuditAction } from '../schemas/audit-event.ts'
import type { Tier } from '../schemas/tier.ts'

/** Set when the row is inserted, by the database or by keyward, and never updated. */
type Fixed<T> = ColumnType<T, T, never>
type FixedByDatabase<T> = ColumnType<T, never, never>

/** An owner of keys, identified by the `sub` of its sessions. Never deleted. */
interface AccountTable {
  id: Fixed<string>
  tier: Tier
  /** Until when `tier` is the plan, and the plan from then on; null for a plan without an end. */
  tier_until: ColumnType<Date | null, never, never>
  tier_after: ColumnType<Tier | null, never, never>
  created_at: FixedByDatabase<Date>
}

/**
 * The requests counted in an account's two windows. One row per account; only db/authorize.ts and a reset update it.
 */
interface UsageWindowTable {
  account_id: Fixed<string>
  minute_start: Generated<Date>
  minute_used: Generated<number>
  day_start: Generated<Date>
  day_used: Generated<number>
  /** Units of the month of `day_start`, before that day. */
  month_before: Generated<string>
  /** The account's own limits, which replace the plan's until `own_until`; null where it has none. */
  own_minute: FixedByDatabase<number | null>
  own_day: FixedByDatabase<number | null>
  own_month: FixedByDatabase<number | null>
  own_until: FixedByDatabase<Date | null>
}

/** What accounts are entitled to. Never deleted. Limits are units per window; null is unlimited. */
interface PlanTable {
  name: FixedByDatabase<string>
  title: FixedByDatabase<string>
  minute_limit: FixedByDatabase<number>
  day_limit: FixedByDatabase<number | null>
  month_limit: FixedByDatabase<number | null>
  /** How many keys of an account may count. */
  keys: FixedByDatabase<number>
  /** The longest life of a key. */
  longest_days: FixedByDatabase<number | null>
  entitlements: FixedByDatabase<Record<string, unknown>>
  /** Raised by every change. */
  version: FixedByDatabase<number>
  is_default: FixedByDatabase<boolean>
  retired_at: FixedByDatabase<Date | null>
}

/** The limits of a key that has any, and what it has used of them; only db/admit.ts counts here. */
interface KeyWindowTable {
  key_id: FixedByDatabase<string>
  minute_limit: FixedByDatabase<number | null>
  day_limit: FixedByDatabase<number | null>
  month_limit: FixedByDatabase<number | null>
  minute_start: FixedByDatabase<Date>
  minute_used: FixedByDatabase<number>
  day_start: FixedByDatabase<Date>
  day_used: FixedByDatabase<number>
  month_before: FixedByDatabase<string>
}

/** A key. The row of a revoked key cannot be updated. */
interface ApiKeyTable {
  id: Generated<string>
  account_id: Fixed<string>
  name: string
  description: Generated<string | null>
  /** Null: all. */
  scopes: Generated<string[] | null>
  /** Null for an imported key, like `last4`. */
  public_id: Fixed<string | null>
  last4: Fixed<string | null>
  /** The visible prefix of an imported key. */
  imported_prefix: ColumnType<string | null, string | undefined, never>
  digest: Fixed<Buffer>
  created_at: FixedByDatabase<Date>
  /** A key expires at this time. For a retiring key, this is the end of its grace period. */
  expires_at: Date | null
  revoked_at: ColumnType<Date | null, never, Date | null>
  revoked_by: ColumnType<string | null, never, string>
  revocation_reason: ColumnType<string | null, never, string | null>
  /** The key that this one replaces. Stays set after the rotation is canceled. */
  replaces: ColumnType<string | null, string | null | undefined, never>
  /** Set while the key is retiring, and afterwards unless the rotation is canceled. */
  replaced_by: ColumnType<string | null, never, string | null>
  grace_seconds: ColumnType<number | null, never, number | null>
  /** The first use of the successor; set when the expiry has been brought forward for it. */
  grace_started_at: ColumnType<Date | null, never, Date | null>
  leak_door: ColumnType<string | null, never, string | null>
  leak_source_url: ColumnType<string | null, never, string | null>
  leak_note: ColumnType<string | null, never, string | null>
  end_before_rotation: ColumnType<Date | null, never, Date | null>
}

/**
 * The activity of a key, flushed in batches. Not in the key's own row, so that flushes and revocations do not wait for
 * each other.
 */
interface KeyActivityTable {
  key_id: Fixed<string>
  first_used_at: Generated<Date | null>
  last_used_at: Date | null
  refused_count: ColumnType<string, number, number>
  last_refused_at: Date | null
}

/** Requests per key and hour: admitted, and rejected because the key was revoked or had expired. */
interface KeyUsageTable {
  key_id: Fixed<string>
  hour: Fixed<Date>
  requests: ColumnType<string, number, number>
  rejected: ColumnType<string, number | undefined, number>
}

/** The history of the keys. Rows are only added, never changed. */
interface AuditEventTable {
  id: FixedByDatabase<string>
  at: FixedByDatabase<Date>
  account_id: Fixed<string>
  key_id: Fixed<string>
  action: Fixed<AuditAction>
  actor: Fixed<string>
  session_id: Fixed<string | null>
  reason: Fixed<string | null>
  details: FixedByDatabase<Record<string, unknown> | null>
  request_id: Fixed<string>
  ip: Fixed<string | null>
}

/** For each migration with features that earlier releases would judge differently, when they were opened. */
interface UpgradeTable {
  migration: FixedByDatabase<string>
  finished_at: Date | null
}

export interface Tables {
  accounts: AccountTable
  usage_windows: UsageWindowTable
  plans: PlanTable
  key_windows: KeyWindowTable
  api_keys: ApiKeyTable
  key_activity: KeyActivityTable
  key_usage: KeyUsageTable
  audit_events: AuditEventTable
  upgrades: UpgradeTable
}
