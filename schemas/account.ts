import Type from 'typebox'
import { NewAccountLimits, NullableAccountLimits } from './limits.ts'
import { NewMetadata } from './metadata.ts'
import {
  AnyAccountId,
  Metadata,
  NamedAccountId,
  NullableText,
  NullableTimestamp,
  Reason,
  Timestamp,
  Windows,
} from './primitives.ts'
import { NewTier, Tier } from './tier.ts'

/** Why an operator makes a change. */
export const ChangeReason = Type.Unsafe<string | null>({
  ...Reason,
  description: 'Reason for the change, kept in the history; up to 500 characters',
  examples: ['Upgraded by sales'],
})

export const AccountParams = Type.Object({ accountId: NamedAccountId })

const TierAfter = Type.Unsafe<Tier | null>({
  type: 'string',
  nullable: true,
  description: 'Tier from `tier_until` on',
  examples: [null],
})

export const AccountBody = Type.Object(
  {
    tier: Type.Optional(NewTier),
    tier_until: Type.Optional(
      Type.Unsafe<string | null>({
        type: 'string',
        format: 'date-time',
        nullable: true,
        description: 'When `tier` ends and `tier_after` follows; must be in the future. Requires both',
        examples: ['2027-01-03T00:00:00Z'],
      }),
    ),
    tier_after: Type.Optional({ ...TierAfter, pattern: '^[a-z][a-z0-9_-]{0,31}$', examples: ['free'] }),
    limits: Type.Optional(NewAccountLimits),
    metadata: Type.Optional(NewMetadata),
    reason: Type.Optional(ChangeReason),
  },
  { additionalProperties: false, minProperties: 1 },
)

export const ChangedAccount = Type.Object({ account_id: AnyAccountId, tier: Tier })

/** All null while the account is not suspended. */
export const Suspended = {
  suspended_at: { ...NullableTimestamp, description: 'When the account was suspended; null if it is not' },
  suspended_by: NullableText({ description: 'Who suspended the account; null if it is not', examples: [null] }),
  suspension_reason: NullableText({ examples: [null] }),
}

export const SuspensionState = Type.Object({ account_id: AnyAccountId, ...Suspended })

const Used = Type.Integer({ description: 'Units used', examples: [42] })

export const Account = Type.Object({
  account_id: AnyAccountId,
  tier: Tier,
  tier_until: { ...NullableTimestamp, description: 'When the tier ends; null if it has no end' },
  tier_after: TierAfter,
  limits: NullableAccountLimits,
  windows: Windows,
  used: Type.Object({ minute: Used, day: Used, month: Used }),
  metadata: Metadata("The account's metadata; null if it has none"),
  ...Suspended,
  created_at: Timestamp,
})

/** Of a request that only needs a reason. */
export const ReasonBody = Type.Object({ reason: Type.Optional(ChangeReason) }, { additionalProperties: false })
