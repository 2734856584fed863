import type { Kysely, Transaction } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import { lowerRole, type Membership, suffices } from '../../auth/membership.ts'
import type { Role } from '../../schemas/role.ts'
import type { Tables } from '../tables.ts'

/** The person may not act in the account: they have departed, or were never added where only members may act. */
export class NotAMember extends Error {}

export class InsufficientRole extends Error {
  declare readonly role: Role
  declare readonly needed: Role

  constructor(role: Role, needed: Role) {
    super(`the role ${role} is not enough`)
    this.role = role
    this.needed = needed
  }
}

/**
 * Reads what a person may do in an account now. Nothing is remembered, so a departure is in force on every instance once
 * it has been committed.
 * @throws NotAMember, InsufficientRole
 */
export async function requireRole(
  db: Kysely<Tables>,
  { accountId, personId, atMost, onlyMembers, needs }: Membership & { needs: Role },
): Promise<Role> {
  const row = await db
    .selectFrom('members')
    .select(['role', 'departed_at'])
    .where('account_id', '=', accountId)
    .where('person', '=', personId)
    .executeTakeFirst()
  if (row?.departed_at || (onlyMembers && !row?.role)) throw new NotAMember('the person may not act in the account')
  const role = onlyMembers ? lowerRole(row?.role as Role, atMost) : atMost
  if (!suffices(role, needs)) throw new InsufficientRole(role, needs)
  return role
}

/**
 * Checks the membership of the person who acts again, while their transaction holds the account's row. A departure holds
 * the row too: either this statement sees the departure, or the departure comes later and sees what the transaction made.
 * Without the second check, a key could be created after the departure has been answered.
 */
export async function requireStillAllowed(trx: Transaction<Tables>, { member }: Actor) {
  if (member) await requireRole(trx, member)
}
