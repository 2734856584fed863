import type { AccountTable, KeyWindowTable, PlanTable, UsageWindowTable } from './tables/accounts.ts'
import type { Fixed, FixedByDatabase } from './tables/column.ts'
import type { AccountEventTable, AuditEventTable, PlanEventTable } from './tables/history.ts'
import type { ApiKeyTable, KeyActivityTable, KeyUsageTable, RejectedRequestTable } from './tables/keys.ts'
import type { MemberTable } from './tables/members.ts'
import type { PortalSessionTable } from './tables/portal-sessions.ts'

/** For each migration with features that earlier releases would judge differently, when they were opened. */
interface UpgradeTable {
  migration: FixedByDatabase<string>
  finished_at: Date | null
}

/** Every prefix that new keys have been given, whatever the settings are today. */
interface KeyPrefixTable {
  prefix: Fixed<string>
  first_given_at: FixedByDatabase<Date>
}

export interface Tables {
  accounts: AccountTable
  usage_windows: UsageWindowTable
  plans: PlanTable
  key_windows: KeyWindowTable
  key_prefixes: KeyPrefixTable
  api_keys: ApiKeyTable
  key_activity: KeyActivityTable
  key_usage: KeyUsageTable
  audit_events: AuditEventTable
  account_events: AccountEventTable
  members: MemberTable
  plan_events: PlanEventTable
  rejected_requests: RejectedRequestTable
  portal_sessions: PortalSessionTable
  upgrades: UpgradeTable
}
