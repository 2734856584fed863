import Type, { type Static } from 'typebox'
import { RejectionCounts } from './counts.ts'
import { KeyLeak } from './leak.ts'
import { KeyLimits } from './limits.ts'
import {
  Description,
  Metadata,
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
  description: '`retiring` keys work until `expires_at` and are being replaced by a successor',
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
        'First characters of the key, to identify it without revealing it: `sk_live_` followed by 8 characters, or the prefix given with an imported key',
      examples: ['sk_live_4fT8aQz1'],
    }),
    last4: NullableText({
      description: 'Last 4 characters of the secret; null for an imported key',
      examples: ['x7Kp'],
    }),
    status: KeyStatus,
    created_at: Timestamp,
    created_by: Type.String({
      description: 'Who created the key, in the form of `revoked_by`; for a successor, who rotated',
      examples: ['user:00000000-0000-4000-8000-000000000001'],
    }),
    created_by_label: NullableText({
      description: 'What people call the person in `created_by`; null if unknown',
      examples: ['ada@example.com'],
    }),
    to_be_rotated: Type.Boolean({
      description:
        'Whether the key is active although the person who created it has left the account, and may still have the secret',
      examples: [false],
    }),
    expires_at: NullableTimestamp,
    outside_policy: Type.Boolean({
      description:
        'Whether the key works and expires later than the plan allows for new keys, or never: it is older than that limit, or was imported',
      examples: [false],
    }),
    last_used_at: NullableTimestamp,
    revoked_at: NullableTimestamp,
    revoked_by: NullableText({
      description:
        '`user:` followed by the ID of the person, `operator`, or `system` for a leak report without a session',
      examples: [null],
    }),
    revocation_reason: NullableText({ examples: [null] }),
    rejected_count: Type.Integer({
      description: 'Requests rejected because the key was revoked or expired',
      examples: [0],
    }),
    last_rejected_at: NullableTimestamp,
    ...RejectionCounts,
    refused_count: Type.Integer({ description: 'Use `rejected_count`', examples: [0], deprecated: true }),
    last_refused_at: { ...NullableTimestamp, description: 'Use `last_rejected_at`', deprecated: true },
    paused_at: {
      ...NullableTimestamp,
      description: 'When the key was paused: its requests are rejected until it is resumed; null if it is not paused',
    },
    paused_by: NullableText({ description: 'Who paused the key; null if it is not paused', examples: [null] }),
    pause_reason: NullableText({ examples: [null] }),
    leak: KeyLeak,
    replaces: NullableText({ format: 'uuid', description: 'ID of the key that this key replaces', examples: [null] }),
    replaced_by: NullableText({
      format: 'uuid',
      description: 'ID of the successor that replaces this key',
      examples: [null],
    }),
    grace_seconds: Type.Unsafe<number | null>({
      type: 'integer',
      nullable: true,
      description: 'For a rotated key: how long it works after the first use of its successor',
      examples: [null],
    }),
    grace_started_at: Type.Unsafe<Date | null>({
      ...NullableTimestamp,
      description: 'When the successor was first used, recorded up to 20 seconds late; null until then',
    }),
    limits: KeyLimits,
    metadata: Metadata("The key's metadata, set by an operator; null if it has none"),
  },
  { $id: 'Key' },
)
export type Key = Static<typeof Key>

export const CreatedKey = Type.Object(
  {
    ...Key.properties,
    key: Type.String({ description: 'The secret. It appears only in this response; keyward does not store it.' }),
  },
  { $id: 'CreatedKey' },
)

export const KeyParams = Type.Object({
  keyId: Type.String({
    format: 'uuid',
    description: 'API key ID',
    example: '00000000-0000-4000-8000-000000000123',
  }),
})

/** The expiry of a key; null for none. */
export const Expiry = Type.Unsafe<string | null>({
  type: 'string',
  format: 'date-time',
  nullable: true,
  description:
    'When the key expires; must be in the future. If null, the key does not expire. If omitted, it does not expire either, unless the plan limits the life of keys: then it expires at the latest date that the plan allows.',
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
      description: 'When the key expires; must be in the future. If null, the key does not expire.',
    }),
  },
  { additionalProperties: false, minProperties: 1 },
)

/**
 * Unknown members are ignored, because the published contract allows them for this operation. All others reject them.
 */
export const RevokeKeyBody = Type.Object({ reason: Type.Optional(Reason) })

export const Revocation = Type.Object(
  {
    success: Type.Boolean({ examples: [true] }),
    message: Type.String({
      description: '`API key was already revoked` if an earlier request revoked the key',
      examples: ['API key revoked successfully'],
    }),
  },
  { description: 'API key revoked' },
)
