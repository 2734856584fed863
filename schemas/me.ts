import Type, { type Static } from 'typebox'
import { AccountId, Name, NullableTimestamp, Uuid, Windows } from './primitives.ts'
import { Scopes } from './scope.ts'
import { Entitlements, Tier } from './tier.ts'

/** A valid key, its account, and its limits. */
export const Me = Type.Object({
  key: Type.Object({
    id: Uuid,
    name: Name,
    prefix: Type.String({ examples: ['sk_live_4fT8aQz1'] }),
    expires_at: NullableTimestamp,
    scopes: Scopes,
  }),
  account_id: AccountId,
  tier: Tier,
  entitlements: Entitlements,
  limits: Windows,
})
export type Me = Static<typeof Me>

interface ValidKey {
  keyId: string
  name: string
  prefix: string
  expiresAt: Date | null
  scopes: string[] | null
  accountId: string
  tier: Tier
}

export function toMe(
  { keyId, name, prefix, expiresAt, scopes, accountId, tier }: ValidKey,
  limits: Windows,
  entitlements: Entitlements,
): Me {
  return {
    key: { id: keyId, name, prefix, expires_at: expiresAt, scopes },
    account_id: accountId,
    tier,
    entitlements,
    limits,
  }
}
