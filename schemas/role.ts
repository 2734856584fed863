import Type, { type Static } from 'typebox'

/** From the most rights to the least. */
export const ROLES = ['manager', 'member', 'reader'] as const

export const ROLE =
  'What a person may do in an account. `manager`: everything. `member`: see all keys, create keys, and change, rotate and revoke those that they created. `reader`: see all keys'
export const Role = Type.Enum([...ROLES], { type: 'string', description: ROLE })
export type Role = Static<typeof Role>
