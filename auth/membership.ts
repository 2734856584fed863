import { ROLES, type Role } from '../schemas/role.ts'

/** What decides, together with the row of the person, whether they may act in an account (db/members/role.ts). */
export interface Membership {
  accountId: string
  personId: string
  /** The role that the session can have at most. */
  atMost: Role
  /** Whether only people who were added may act, with at most the role that they were given. */
  onlyMembers: boolean
}

/** @returns the role with fewer rights */
export const lowerRole = (a: Role, b: Role): Role => (suffices(a, b) ? b : a)

/** Whether a role has at least the rights of another. */
export const suffices = (role: Role, needed: Role) => ROLES.indexOf(role) <= ROLES.indexOf(needed)
