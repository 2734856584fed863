import type { ColumnType, Generated } from 'kysely'
import type { AuditAction } from '../schemas/audit-event.ts'
import type { Tier } from '../schemas/tier.ts'

/** Set when the row is inserted, by the database or by us, and never updated. */
type Fixed<T> = ColumnType<T, T, never>
type FixedByDatabase<T> = ColumnType<T, never, never>

/** An owner of keys, identified by the `sub` of their session. Never deleted. */
interface AccountTable {
  id: Fixed<string>
  tier: Tier
  created_at: FixedByDatabase<Date>
}

/** What an account has used of its two windows. One row per account; only db/authorize.ts and a reset update it. */
interface UsageWindowTable {
  account_id: Fixed<string>
  minute_start: Generated<Date>
  minute_used: Generated<number>
  day_start: Generated<Date>
  day_used: Generated<number>
}

/** A key. Nothing updates the row of a revoked one. */
interface ApiKeyTable {
  id: Generated<string>
  account_id: Fixed<string>
  name: string
  description: Generated<string | null>
  /** Null: all. */
  scopes: Generated<string[] | null>
  /** Null, as is the next, for a key that was made elsewhere. */
  public_id: Fixed<string | null>
  last4: Fixed<string | null>
  /** How a key that was made elsewhere begins. */
  imported_prefix: ColumnType<string | null, string | undefined, never>
  digest: Fixed<Buffer>
  created_at: FixedByDatabase<Date>
  /** The one thing that ends a key by itself: a retiring key has the end of its grace here. */
  expires_at: Date | null
  revoked_at: ColumnType<Date | null, never, Date | null>
  revoked_by: ColumnType<string | null, never, string>
  revocation_reason: ColumnType<string | null, never, string | null>
  /** The key that this one was made to replace, also after that was taken back. */
  replaces: ColumnType<string | null, string | null | undefined, never>
  /** Set while it is retiring, and for good once it has ended. */
  replaced_by: ColumnType<string | null, never, string | null>
  grace_seconds: ColumnType<number | null, never, number | null>
  /** The first use of the successor, once the end has been brought forward for it. */
  grace_started_at: ColumnType<Date | null, never, Date | null>
  leak_door: ColumnType<string | null, never, string | null>
  leak_source_url: ColumnType<string | null, never, string | null>
  leak_note: ColumnType<string | null, never, string | null>
  end_before_rotation: ColumnType<Date | null, never, Date | null>
}

/** What happens to a key as it is used: flushed in batches, and kept apart from the key's own row. */
interface KeyActivityTable {
  key_id: Fixed<string>
  first_used_at: Generated<Date | null>
  last_used_at: Date | null
  refused_count: ColumnType<string, number, number>
  last_refused_at: Date | null
}

/** Requests per key and hour: admitted ones, and those that were rejected because the key was revoked or had expired. */
interface KeyUsageTable {
  key_id: Fixed<string>
  hour: Fixed<Date>
  requests: ColumnType<string, number, number>
  rejected: ColumnType<string, number | undefined, number>
}

/** The history of the keys: rows are only ever added, never changed. */
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
  api_keys: ApiKeyTable
  key_activity: KeyActivityTable
  key_usage: KeyUsageTable
  audit_events: AuditEventTable
  upgrades: UpgradeTable
}
