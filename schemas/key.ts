import Type, { type Static } from 'typebox'
import { KeyLeak } from './leak.ts'
import {
  Description,
  Name,
  NewDescription,
  NewName,
  NullableText,
  NullableTimestamp,
  Reason,
  Timestamp,
  Uuid,
} from './primitives.ts'
import { NewScopes, Scopes } from './scope.ts'

export const KeyStatus = Type.Enum(['active', 'retiring', 'revoked', 'expired'], {
  type: 'string',
  description: '`retiring`: works until `expires_at`, and is being replaced by another key',
})
export type KeyStatus = Static<typeof KeyStatus>

export const Key = Type.Object(
  {
    id: Uuid,
    name: Name,
    description: Description,
    scopes: Scopes,
    prefix: Type.String({
      description:
        '`sk_live_` followed by 8 characters, or the start of an imported key; identifies the key without revealing it',
      examples: ['sk_live_4fT8aQz1'],
    }),
    last4: NullableText({
      description: 'Last 4 characters of the secret; null for an imported key',
      examples: ['x7Kp'],
    }),
    status: KeyStatus,
    created_at: Timestamp,
    expires_at: NullableTimestamp,
    last_used_at: NullableTimestamp,
    revoked_at: NullableTimestamp,
    revoked_by: NullableText({ description: '`user:` followed by the account ID, or `operator`', examples: [null] }),
    revocation_reason: NullableText({ examples: [null] }),
    refused_count: Type.Integer({
      description: 'Requests rejected because the key was revoked or had expired',
      examples: [0],
    }),
    last_refused_at: NullableTimestamp,
    leak: KeyLeak,
    replaces: NullableText({ format: 'uuid', description: 'Key that this one was made to replace', examples: [null] }),
    replaced_by: NullableText({ format: 'uuid', description: 'Key that replaces this one', examples: [null] }),
    grace_seconds: Type.Unsafe<number | null>({
      type: 'integer',
      nullable: true,
      description: 'If it was rotated: how long it works after the first use of the key that replaces it',
      examples: [null],
    }),
    grace_started_at: Type.Unsafe<Date | null>({
      ...NullableTimestamp,
      description: 'The first use of the key that replaces it, up to 20 seconds late; null before',
    }),
  },
  { $id: 'Key' },
)
export type Key = Static<typeof Key>

export const CreatedKey = Type.Object(
  { ...Key.properties, key: Type.String({ description: 'The secret. Shown only once; keyward does not store it.' }) },
  { $id: 'CreatedKey' },
)

export const KeyParams = Type.Object({
  keyId: Type.String({
    format: 'uuid',
    description: 'API key ID',
    example: '00000000-0000-4000-8000-000000000123',
  }),
})

/** When a key is to end; null for never. */
export const Expiry = Type.Unsafe<string | null>({
  type: 'string',
  format: 'date-time',
  nullable: true,
  description: 'When the key expires; must be in the future. Without it, the key does not expire.',
  examples: ['2027-11-23T00:00:00Z'],
})

export const CreateKeyBody = Type.Object(
  {
    name: NewName,
    description: Type.Optional(NewDescription),
    scopes: Type.Optional(NewScopes),
    expires_at: Type.Optional(Expiry),
  },
  { additionalProperties: false },
)

export const UpdateKeyBody = Type.Object(
  {
    name: Type.Optional(NewName),
    description: Type.Optional(NewDescription),
    scopes: Type.Optional(NewScopes),
    expires_at: Type.Optional({
      ...Expiry,
      description: 'When the key expires, in the future; null if it does not expire',
    }),
  },
  { additionalProperties: false, minProperties: 1 },
)

/** Unknown members are ignored: the published contract allows them here, and only here. */
export const RevokeKeyBody = Type.Object({ reason: Type.Optional(Reason) })

export const Revocation = Type.Object(
  {
    success: Type.Boolean({ examples: [true] }),
    message: Type.String({
      description: 'If the key was revoked before: `API key was already revoked`',
      examples: ['API key revoked successfully'],
    }),
  },
  { description: 'API key revoked' },
)
