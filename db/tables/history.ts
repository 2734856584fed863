import type { ColumnType } from 'kysely'
import type { AccountAction } from '../../schemas/account-event.ts'
import type { AuditAction } from '../../schemas/audit-event.ts'
import type { PlanAction } from '../../schemas/plan-event.ts'
import type { Fixed, FixedByDatabase } from './column.ts'

/** The history of the keys. Rows are only added, never changed. */
export interface AuditEventTable {
  id: FixedByDatabase<string>
  at: FixedByDatabase<Date>
  account_id: Fixed<string>
  key_id: Fixed<string>
  action: Fixed<AuditAction>
  actor: Fixed<string>
  /** The session's ID, if that is a UUID. */
  session_id: Fixed<string | null>
  /** Any other ID of a session. */
  session_name: Fixed<string | null>
  reason: Fixed<string | null>
  details: FixedByDatabase<Record<string, unknown> | null>
  request_id: Fixed<string>
  ip: Fixed<string | null>
  /** The name that the actor's service key had. */
  service: Fixed<string | null>
  acting_for: Fixed<string | null>
}

/** The history of the accounts themselves. Rows are only added, never changed. */
export interface AccountEventTable {
  id: FixedByDatabase<string>
  at: FixedByDatabase<Date>
  account_id: Fixed<string>
  action: Fixed<AccountAction>
  actor: Fixed<string>
  session_id: Fixed<string | null>
  reason: Fixed<string | null>
  /** Inserted as JSON. */
  details: ColumnType<Record<string, unknown>, string, never>
  request_id: Fixed<string>
  ip: Fixed<string | null>
  /** The name that the actor's service key had. */
  service: Fixed<string | null>
  acting_for: Fixed<string | null>
}

/** The history of the plans. Rows are only added, never changed. */
export interface PlanEventTable {
  id: FixedByDatabase<string>
  at: FixedByDatabase<Date>
  plan: Fixed<string>
  action: Fixed<PlanAction>
  actor: Fixed<string>
  session_id: Fixed<string | null>
  reason: Fixed<string | null>
  /** Inserted as JSON. */
  details: ColumnType<Record<string, unknown>, string, never>
  request_id: Fixed<string>
  ip: Fixed<string | null>
}
