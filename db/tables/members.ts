import type { ColumnType, Generated } from 'kysely'
import type { Role } from '../../schemas/role.ts'
import type { Fixed } from './column.ts'

/** A person who may act on an account's keys, or no longer may. Never deleted. */
export interface MemberTable {
  account_id: Fixed<string>
  /** The ID in the person's sessions. */
  person: Fixed<string>
  /**
   * What the person may do; decides only with `MEMBERS=strict`. Null for people who were never added: only their label or
   * departure is known.
   */
  role: Role | null
  /** What people call the person; null if unknown or erased. */
  label: string | null
  /** Since when the person has been a member without interruption. */
  since: Generated<Date>
  /** The name of the actor who added the person, the last time. */
  added_by: string
  /** Set while the person is not a member. */
  departed_at: ColumnType<Date | null, Date | null, Date | null>
  departed_by: string | null
  /** Why the person departed. */
  reason: string | null
}
