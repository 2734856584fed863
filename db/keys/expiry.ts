import { type Kysely, sql } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { Key } from '../../schemas/key.ts'
import type { Tier } from '../../schemas/tier.ts'
import type { Tables } from '../tables.ts'
import { changeKeys, ownKey } from './change.ts'
import { type HeldKey, holdingAccount, holdKeys } from './hold.ts'
import { findKey } from './list.ts'
import { renameKey } from './rename.ts'

interface Update {
  accountId: string
  keyId: string
  tier: Tier
  name?: string | undefined
  /** Null: the key does not expire. */
  expiresAt: Date | null
}

export type NotUpdated = 'not_found' | 'was_revoked' | 'was_expired' | 'expired'

/**
 * Changes when a key ends, earlier or later, and its name if there is one. A key that is retiring ends no later for it.
 * It need not be counted anew: while the account's row is held, a key that lives is one that was counted.
 * @returns the key, or why nothing was changed
 */
export function updateKey(
  db: Kysely<Tables>,
  { accountId, keyId, tier, name, expiresAt }: Update,
  actor: Actor,
): Promise<Key | NotUpdated> {
  const target = { accountId, keyId }
  return holdingAccount(db, { accountId, tier }, async trx => {
    const [held] = await holdKeys(trx, accountId, [keyId])
    if (!held) return 'not_found'
    const obstacle = obstacleOf(held)
    if (obstacle) return obstacle
    if (expiresAt && expiresAt <= held.now) return 'expired'
    if (name !== undefined && name !== held.name) await renameKey(trx, target, { actor, name })
    const end = held.replaced_by ? sql<Date | null>`least(k.expires_at, ${expiresAt}::timestamptz)` : expiresAt
    await changeKeys(trx, ownKey(accountId, keyId), {
      set: { expires_at: end },
      action: 'change_expiry',
      details: sql`(select jsonb_build_object('expires_at', jsonb_build_object('from', s.expires_at,
        'to', keys.expires_at)) from subject s)`,
      actor,
    })
      .selectFrom('changed')
      .select('id')
      .executeTakeFirstOrThrow()
    return (await findKey(trx, accountId, keyId)) as Key
  })
}

function obstacleOf(key: HeldKey): NotUpdated | undefined {
  if (key.revoked_at) return 'was_revoked'
  return key.isEnding ? 'was_expired' : undefined
}
