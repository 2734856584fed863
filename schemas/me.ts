import Type, { type Static } from 'typebox'
import { AnyAccountId, Metadata, Name, NullableTimestamp, NullableWindow, Uuid, Windows } from './primitives.ts'
import { Scopes } from './scope.ts'
import { Entitlements, Tier } from './tier.ts'

/** The limits that a key has besides its account's. */
const KeyLimits = Type.Object(
  {
    minute: NullableWindow('The minute; null without a limit'),
    day: NullableWindow('The UTC day; null without a limit'),
    month: NullableWindow('The UTC month; null without a limit'),
  },
  { description: "The key's own limits, within those of its account; null for a key without any" },
)

/** A valid key, its account, and its limits. */
export const Me = Type.Object({
  key: Type.Object({
    id: Uuid,
    name: Name,
    prefix: Type.String({ examples: ['sk_live_4fT8aQz1'] }),
    expires_at: NullableTimestamp,
    scopes: Scopes,
    metadata: Metadata('What operators have stored with the key; null if nothing'),
    limits: Type.Unsafe<Static<typeof KeyLimits> | null>({ ...KeyLimits, nullable: true, examples: [null] }),
  }),
  account_id: AnyAccountId,
  account_metadata: Metadata('What operators have stored with the account; null if nothing'),
  tier: Tier,
  entitlements: Entitlements,
  limits: Windows,
})
export type Me = Static<typeof Me>
