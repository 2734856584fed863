import type { Me } from '../schemas/me.ts'
import type { Admission, Decision } from './decision.ts'
import { entitlementsOf } from './entitlements.ts'
import { accountLimits, keyLimits } from './windows.ts'

/** A decision about a key that works, whether or not the use was admitted. */
type Described = Pick<Extract<Decision, { windows: unknown }>, 'key' | 'windows'>

/** The ID of the account outside keyward. */
export const accountIdOf = ({ externalId, accountId }: Admission['key']) => externalId ?? accountId

/** What services and holders learn about a valid key. */
export function toMe({ key, windows }: Described): Me {
  const { keyId, name, prefix, expiresAt, scopes, metadata, tier, accountMetadata } = key
  return {
    key: {
      id: keyId,
      name,
      prefix,
      expires_at: expiresAt,
      scopes,
      metadata,
      limits: key.keyWindows && keyLimits(windows),
    },
    account_id: accountIdOf(key),
    account_metadata: accountMetadata,
    tier,
    entitlements: entitlementsOf(key.entitlements).value,
    limits: accountLimits(windows),
  }
}
