import { type Kysely, sql, type Transaction } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { Key } from '../../schemas/key.ts'
import type { EnsuredAccount } from '../ensure-account.ts'
import { changeKeys, keyOfAccount } from '../keys/change.ts'
import { findKey } from '../keys/list.ts'
import { type LockedKey, lockKeys, unlessExpired, withActiveAccount } from '../keys/lock.ts'
import { revokeKey } from '../keys/revoke.ts'
import { type Revocation, stepsOf, Unannounced, unannounced } from '../keys/unannounced.ts'
import type { Tables } from '../tables.ts'

interface Cancellation extends EnsuredAccount {
  keyId: string
  reason: string | null
}

export type NotCanceled = 'not_found' | 'was_revoked' | 'was_expired' | 'not_rotated' | 'successor_ended'

/**
 * Cancels a rotation while both keys work: revokes the successor and restores the old key's previous expiry.
 * @returns the old key, or why nothing was changed
 * @throws AccountSuspended
 */
export async function cancelRotation(
  db: Kysely<Tables>,
  { keyId, reason, ...account }: Cancellation,
  actor: Actor,
): Promise<Unannounced<Key | NotCanceled>> {
  const { accountId } = account
  const cancel = withActiveAccount(db, account, actor, async trx => {
    const old = await findKey(trx, accountId, keyId)
    if (!old) return 'not_found'
    // The account's row is locked, as it is by every transaction that changes this column.
    const successorId = old.replaced_by ?? old.id
    const obstacle = obstacleOf(await lockKeys(trx, accountId, [old.id, successorId]), old.id)
    if (obstacle) {
      const ids = [keyId, (await lastSuccessor(trx, accountId, keyId))?.id ?? keyId]
      return new Unannounced<Key | NotCanceled>(obstacle, await stepsOf(trx, ids, actor.name))
    }
    await changeKeys(trx, keyOfAccount(accountId, keyId), {
      set: {
        replaced_by: null,
        grace_seconds: null,
        grace_started_at: null,
        end_before_rotation: null,
        expires_at: sql<Date | null>`k.end_before_rotation`,
      },
      action: 'cancel_rotation',
      details: sql`(select jsonb_build_object('replaced_by', s.replaced_by,
        'expires_at', jsonb_build_object('from', s.expires_at, 'to', keys.expires_at)) from subject s)`,
      actor,
      reason,
    })
      .selectFrom('changed')
      .select('id')
      .executeTakeFirstOrThrow()
    const revocation = await revokeKey(trx, { accountId, keyId: successorId }, { actor, reason })
    const key = await findKey(trx, accountId, keyId)
    const { steps } = revocation as Unannounced<Revocation>
    return new Unannounced<Key | NotCanceled>(key as Key, [...steps, ...(await stepsOf(trx, [keyId], actor.name))])
  })
  return unannounced(await unlessExpired(cancel))
}

/** After a cancellation, only the successor's row refers to the rotation. */
function lastSuccessor(trx: Transaction<Tables>, accountId: string, keyId: string) {
  const successors = trx.selectFrom('api_keys').select('id').where('account_id', '=', accountId)
  return successors.where('replaces', '=', keyId).orderBy('created_at', 'desc').limit(1).executeTakeFirst()
}

function obstacleOf(keys: readonly LockedKey[], keyId: string): NotCanceled | undefined {
  const old = keys.find(({ id }) => id === keyId) as LockedKey
  const successor = keys.find(({ id }) => id === old.replaced_by)
  if (old.revoked_at) return 'was_revoked'
  if (!successor) return 'not_rotated'
  if (old.isExpired) return 'was_expired'
  return successor.revoked_at || successor.isExpired ? 'successor_ended' : undefined
}
