import Type from 'typebox'
import { AuditEvent } from './audit-event.ts'
import { CursorText, NextCursor } from './cursor.ts'
import type { Key } from './key.ts'
import {
  AnyAccountId,
  component,
  Limit,
  NamedAccountId,
  NullableText,
  NullableTimestamp,
  Storable,
  Timestamp,
} from './primitives.ts'
import { NewTier, Tier } from './tier.ts'

const page = { limit: Limit, cursor: Type.Optional(CursorText) }
const closed = { additionalProperties: false }
const Text = (description: string) => Type.Optional(Type.String({ maxLength: 200, ...Storable, description }))

export const AccountSearch = Type.Object(
  {
    q: Text('Only accounts whose ID or label contains this text, ignoring case'),
    tier: Type.Optional(NewTier),
    ...page,
  },
  closed,
)

export const AccountPage = Type.Object({
  data: Type.Array(
    Type.Object({
      account_id: AnyAccountId,
      tier: Tier,
      label: NullableText({ description: 'What people call the account', examples: [null] }),
      created_at: Timestamp,
      suspended_at: NullableTimestamp,
    }),
  ),
  next_cursor: NextCursor,
})

export const KeySearch = Type.Object(
  {
    id: Type.Optional(Type.String({ format: 'uuid', description: 'ID of the key' })),
    digest: Type.Optional(
      Type.String({ pattern: '^[0-9a-fA-F]{64}$', description: 'SHA-256 of the whole key, in hex' }),
    ),
    prefix: Text('Visible prefix of the key, or the 8 characters in it'),
  },
  { ...closed, minProperties: 1 },
)

export const FoundKeys = Type.Object({
  data: Type.Array(Type.Object({ account_id: AnyAccountId, key: component<Key>('Key') }), {
    description: 'The keys that match everything, at most 100, newest first',
  }),
})

export const EventSearch = Type.Object(
  {
    account: Type.Optional({ ...NamedAccountId, description: 'Only events of this account' }),
    actor: Text('Only events of this actor'),
    from: Type.Optional(Type.String({ format: 'date-time', description: 'Only events at or after this time' })),
    to: Type.Optional(Type.String({ format: 'date-time', description: 'Only events before this time' })),
    ...page,
  },
  closed,
)

export const FoundEvents = Type.Object({
  data: Type.Array(Type.Object({ account_id: AnyAccountId, ...AuditEvent.properties })),
  next_cursor: NextCursor,
})
