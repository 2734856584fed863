import Type, { type Static } from 'typebox'
import { CursorText, NextCursor } from './cursor.ts'
import type { Key } from './key.ts'
import { component, Limit, Storable } from './primitives.ts'

export const KeyPage = Type.Object({ data: Type.Array(component<Key>('Key')), next_cursor: NextCursor })

const Search = Type.Optional(
  Type.String({
    maxLength: 100,
    ...Storable,
    description:
      'Only keys that match this text: the name contains it (ignoring case), the key begins with it, it is the last 4 characters or the ID of the key, or the person who created the key has this ID or has it in their label',
  }),
)

const Maker = Type.Optional(
  Type.String({
    maxLength: 200,
    ...Storable,
    description: 'Only keys with this `created_by`',
    examples: ['user:00000000-0000-4000-8000-000000000001'],
  }),
)

export const KeyQuery = Type.Object(
  {
    status: Type.Enum(['active', 'retiring', 'revoked', 'expired', 'still_used', 'to_be_rotated', 'all'], {
      type: 'string',
      default: 'all',
      description:
        'Only keys with this status. `still_used` selects revoked and expired keys with rejected requests in the last 24 hours. `to_be_rotated` selects active keys of people who have left the account',
    }),
    created_by: Maker,
    q: Search,
    sort: Type.Enum(['-created_at', '-last_used_at', 'last_used_at', 'expires_at'], {
      type: 'string',
      default: '-created_at',
      description:
        'Order of the keys: newest first, most recently used first, least recently used first (starting with keys that were never used), or soonest to expire first (keys without an expiry last). A key that is used or changed between two pages may be repeated or skipped; all other keys are listed exactly once',
    }),
    limit: Limit,
    cursor: Type.Optional(CursorText),
  },
  { additionalProperties: false },
)
export type KeyQuery = Static<typeof KeyQuery>

export const CountQuery = Type.Object({ created_by: Maker, q: Search }, { additionalProperties: false })
export type CountQuery = Static<typeof CountQuery>

const Count = (description: string) => Type.Integer({ description, examples: [0] })

export const KeyCounts = Type.Object({
  active: Count('Keys that work and are not being replaced'),
  retiring: Count('Keys that work until their rotation is complete'),
  expired: Count('Keys that have expired'),
  revoked: Count('Keys that have been revoked'),
  still_used: Count('Revoked and expired keys with rejected requests in the last 24 hours'),
  to_be_rotated: Count('Active keys of people who have left the account; also counted in `active`'),
})
export type KeyCounts = Static<typeof KeyCounts>
