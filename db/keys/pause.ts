import { type Kysely, sql, type Transaction } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { Key } from '../../schemas/key.ts'
import { SUSPENSIONS } from '../account/suspend.ts'
import type { EnsuredAccount } from '../ensure-account.ts'
import type { Tables } from '../tables.ts'
import { requireFinished } from '../upgrade.ts'
import { changeKeys, keyOfAccount } from './change.ts'
import { findKey } from './list.ts'
import { type LockedKey, lockKeys, withActiveAccount } from './lock.ts'
import { DURABLY } from './revoke.ts'
import { Unannounced, unannounced } from './unannounced.ts'

interface Pausing extends EnsuredAccount {
  keyId: string
  paused: boolean
  reason: string | null
}

export type NotPaused = 'not_found' | 'was_revoked' | 'was_expired'

/**
 * Pauses a key or resumes it. Uses are decided by the column, so the change holds from the answer on, everywhere. A
 * repeat changes nothing and is not recorded. It is as durable as the change that it finds, and announces it again.
 *
 * The account's row is held, then the key's: a rotation or a suspension of the account comes before or after.
 * @returns the key, or why nothing was changed
 * @throws AccountSuspended, UpgradeUnfinished
 */
export async function setPause(
  db: Kysely<Tables>,
  pausing: Pausing,
  actor: Actor,
): Promise<Unannounced<Key | NotPaused>> {
  const { accountId, keyId, paused } = pausing
  const outcome = await withActiveAccount(db, pausing, actor, async trx => {
    await sql`select ${sql.raw(DURABLY)}`.execute(trx)
    if (paused) await requireFinished(trx, SUSPENSIONS)
    const [key] = await lockKeys(trx, accountId, [keyId])
    if (!key) return 'not_found'
    if (key.revoked_at) return 'was_revoked'
    if (key.isExpired) return 'was_expired'
    await change(trx, pausing, key, actor)
    return new Unannounced<Key>((await findKey(trx, accountId, keyId)) as Key, await stepsOf(trx, keyId))
  })
  return unannounced(outcome)
}

/** Does nothing if the key is in that state already. By the clock that was read after the key had been locked. */
const change = (
  trx: Transaction<Tables>,
  { accountId, keyId, paused, reason }: Pausing,
  { now }: LockedKey,
  actor: Actor,
) =>
  changeKeys(trx, keyOfAccount(accountId, keyId), {
    onlyIf: paused ? sql`(k.paused_at is null or k.pause_set_at is null)` : sql`k.paused_at is not null`,
    set: { paused_at: paused ? now : null, pause_set_at: now, pause_set_by: actor.name, pause_reason: reason },
    action: paused ? 'pause' : 'resume',
    details: sql`(select jsonb_build_object('paused_at', jsonb_build_object(
      'from', s.paused_at, 'to', keys.paused_at)) from subject s)`,
    actor,
    reason,
  })
    .selectFrom('changed')
    .select('id')
    .execute()

/** A key that was never paused has nothing to announce. */
function stepsOf(trx: Transaction<Tables>, keyId: string) {
  return trx
    .selectFrom('api_keys as k')
    .select(['k.id as key_id', sql<string>`encode(k.digest, 'hex')`.as('digest'), 'k.account_id'])
    .select([sql<Date>`k.pause_set_at`.as('at'), sql<string>`k.pause_set_by`.as('by')])
    .select([sql<boolean>`k.paused_at is not null`.as('paused'), 'k.pause_reason as reason'])
    .where('k.id', '=', keyId)
    .where('k.pause_set_at', 'is not', null)
    .execute()
}
