import Type, { type Static } from 'typebox'
import { CursorText, NextCursor } from './cursor.ts'
import type { Key } from './key.ts'
import { Limit, named, Storable } from './primitives.ts'

export const KeyPage = Type.Object({ data: Type.Array(named<Key>('Key')), next_cursor: NextCursor })

const Search = Type.Optional(
  Type.String({
    maxLength: 100,
    ...Storable,
    description:
      'Only keys whose name contains this text, ignoring case; or that begin with it, end with these 4 characters, or have this ID',
  }),
)

export const KeyQuery = Type.Object(
  {
    status: Type.Enum(['active', 'retiring', 'revoked', 'expired', 'still_used', 'all'], {
      type: 'string',
      default: 'all',
      description:
        'Only keys with this status; `still_used`: revoked or expired, with rejected requests in the last 24 hours',
    }),
    q: Search,
    sort: Type.Enum(['-created_at', '-last_used_at', 'last_used_at', 'expires_at'], {
      type: 'string',
      default: '-created_at',
      description:
        'Newest, most recently used, least recently used (never used ones first), or next to expire (others last) first. A key that is used or changed between two pages may be repeated or missing; no other key is',
    }),
    limit: Limit,
    cursor: Type.Optional(CursorText),
  },
  { additionalProperties: false },
)
export type KeyQuery = Static<typeof KeyQuery>

export const CountQuery = Type.Object({ q: Search }, { additionalProperties: false })

const Count = (description: string) => Type.Integer({ description, examples: [0] })

export const KeyCounts = Type.Object({
  active: Count('Keys that work'),
  retiring: Count('Keys that work until their rotation ends'),
  expired: Count('Keys that have expired'),
  revoked: Count('Keys that were revoked'),
  still_used: Count('Revoked and expired keys with rejected requests in the last 24 hours'),
})
export type KeyCounts = Static<typeof KeyCounts>
