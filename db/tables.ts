import type { ColumnType, Generated } from 'kysely'
import type { AuditAction } from '../schemas/audit-event.ts'
import type { Tier } from '../schemas/tier.ts'

/** Set when the row is made, by the database or by us, and never written again. */
type Fixed<T> = ColumnType<T, T, never>
type FixedByDatabase<T> = ColumnType<T, never, never>

/** Somebody who owns keys: the `sub` of their session. Never deleted. */
interface AccountTable {
  id: Fixed<string>
  tier: Tier
  created_at: FixedByDatabase<Date>
}

/** What an account has used of its two windows. One row an account; only db/authorize.ts and a reset write it. */
interface UsageWindowTable {
  account_id: Fixed<string>
  minute_start: Generated<Date>
  minute_used: Generated<number>
  day_start: Generated<Date>
  day_used: Generated<number>
}

/** A key. Only a rename and the revocation ever write the row, and nothing writes a revoked one. */
interface ApiKeyTable {
  id: Generated<string>
  account_id: Fixed<string>
  name: string
  public_id: Fixed<string>
  last4: Fixed<string>
  digest: Fixed<Buffer>
  created_at: FixedByDatabase<Date>
  expires_at: Fixed<Date | null>
  revoked_at: ColumnType<Date | null, never, Date | null>
  revoked_by: ColumnType<string | null, never, string>
  revocation_reason: ColumnType<string | null, never, string | null>
}

/** What happens to a key while it is used: flushed in batches, beside the key's own row. */
interface KeyActivityTable {
  key_id: Fixed<string>
  last_used_at: Date | null
  refused_count: ColumnType<string, number, number>
  last_refused_at: Date | null
}

/** Admitted requests a key and hour. */
interface KeyUsageTable {
  key_id: Fixed<string>
  hour: Fixed<Date>
  requests: ColumnType<string, number, number>
}

/** The history of the keys: rows are added and never changed. */
interface AuditEventTable {
  id: FixedByDatabase<string>
  at: FixedByDatabase<Date>
  account_id: Fixed<string>
  key_id: Fixed<string>
  action: Fixed<AuditAction>
  actor: Fixed<string>
  session_id: Fixed<string | null>
  reason: Fixed<string | null>
  request_id: Fixed<string>
  ip: Fixed<string | null>
}

export interface Tables {
  accounts: AccountTable
  usage_windows: UsageWindowTable
  api_keys: ApiKeyTable
  key_activity: KeyActivityTable
  key_usage: KeyUsageTable
  audit_events: AuditEventTable
}
