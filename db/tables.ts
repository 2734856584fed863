import type { AccountTable, KeyWindowTable, PlanTable, UsageWindowTable } from './tables/accounts.ts'
import type { FixedByDatabase } from './tables/column.ts'
import type { AccountEventTable, AuditEventTable } from './tables/history.ts'
import type { ApiKeyTable, KeyActivityTable, KeyUsageTable } from './tables/keys.ts'

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
  account_events: AccountEventTable
  upgrades: UpgradeTable
}
