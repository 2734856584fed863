import type { ColumnType, Generated } from 'kysely'
import type { Fixed, FixedByDatabase } from './column.ts'

/** A key. The row of a revoked key cannot be updated. */
export interface ApiKeyTable {
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
  /** What the key begins with; without meaning for an imported key. */
  key_prefix: ColumnType<string, string | undefined, never>
  /** Whether the key has limits in `key_windows`. */
  limited: Generated<boolean>
  /** Written as JSON. */
  metadata: ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>
  /** Set while the key is not accepted although it works. */
  paused_at: ColumnType<Date | null, never, Date | null>
  /** The last change of `paused_at`; null before the first. */
  pause_set_at: ColumnType<Date | null, never, Date>
  pause_set_by: ColumnType<string | null, never, string>
  pause_reason: ColumnType<string | null, never, string | null>
  /** The name of the actor who created the key; null for keys of earlier releases (db/keys/maker.ts). */
  created_by: ColumnType<string | null, string | undefined, never>
  end_before_rotation: ColumnType<Date | null, never, Date | null>
}

/**
 * The activity of a key, flushed in batches. Not in the key's own row, so that flushes and revocations do not wait for
 * each other.
 */
export interface KeyActivityTable {
  key_id: Fixed<string>
  first_used_at: Generated<Date | null>
  last_used_at: Date | null
  refused_count: ColumnType<string, number, number>
  last_refused_at: Date | null
  /** Null for none, like the other counts below. */
  limited_count: Count
  insufficient_count: Count
  out_of_scope_count: Count
  blocked_count: Count
}

/** Requests per key and hour: admitted, and rejected by reason (enforcement/activity-log.ts). */
export interface KeyUsageTable {
  key_id: Fixed<string>
  hour: Fixed<Date>
  /** The account at the time of use. Null in rows of the release before: then it is that of the key. */
  account_id: Fixed<string | null>
  requests: ColumnType<string, number, number>
  /** The units that the admitted requests took beyond one each, so that rows of the release before are true. */
  extra_units: ColumnType<string, number | undefined, number>
  rejected: ColumnType<string, number | undefined, number>
  /** Null for none, like the other counts below. */
  limited: Count
  insufficient: Count
  out_of_scope: Count
  blocked: Count
  /** When the row was last written, rounded down to 5 minutes; `-infinity` by the release before. */
  changed_at: ColumnType<Date, Date | undefined, Date>
}

type Count = ColumnType<string | null, number | undefined, number>

/** A rejected request with a known key, kept for a day, so that support can explain it from its ID. */
export interface RejectedRequestTable {
  /** The UUID in the request's ID. */
  request_id: Fixed<string>
  key_id: Fixed<string>
  at: Fixed<Date>
  /** Of the decision. */
  outcome: Fixed<string>
  /** Inserted as JSON. */
  details: ColumnType<Record<string, unknown> | null, string | null, never>
}
