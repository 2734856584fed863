import type { ColumnType } from 'kysely'
import type { UsedFor } from '../../schemas/portal-session.ts'
import type { Role } from '../../schemas/role.ts'
import type { Fixed, FixedByDatabase } from './column.ts'

/** The sessions that a backend starts for its people. Deleted some time after they have expired. */
export interface PortalSessionTable {
  id: FixedByDatabase<string>
  account_id: Fixed<string>
  person: Fixed<string>
  /** What people call the person. Shown, and never part of the history. */
  label: Fixed<string | null>
  role: Fixed<Role | null>
  return_url: Fixed<string | null>
  used_for: Fixed<UsedFor>
  /** SHA-256 of the code in the link, for a page. */
  code_digest: Fixed<Buffer | null>
  code_expires_at: Fixed<Date | null>
  /** SHA-256 of the cookie or token. A page's session has none until its code has been used. */
  digest: ColumnType<Buffer | null, Buffer | null, Buffer>
  created_at: FixedByDatabase<Date>
  created_by: Fixed<string>
  entered_at: ColumnType<Date | null, never, Date>
  expires_at: Fixed<Date>
  ended_at: ColumnType<Date | null, never, Date>
  ended_by: ColumnType<string | null, never, string>
}
