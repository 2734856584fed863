import { type Kysely, sql, type Transaction } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { ApiKey } from '../../auth/api-key.ts'
import type { Key } from '../../schemas/key.ts'
import type { EnsuredAccount } from '../ensure-account.ts'
import { changeKeys, keyOfAccount } from '../keys/change.ts'
import { addKey } from '../keys/create.ts'
import { allowedExpiry, keyPolicy } from '../keys/limit.ts'
import { findKey } from '../keys/list.ts'
import { type LockedKey, lockKeys, withActiveAccount } from '../keys/lock.ts'
import { requireGivable } from '../keys/prefixes.ts'
import { revokeKey } from '../keys/revoke.ts'
import { inheritLimits } from '../keys/terms.ts'
import { stepsOf, Unannounced, unannounced } from '../keys/unannounced.ts'
import { rememberLabel } from '../members/label.ts'
import type { Tables } from '../tables.ts'

/** The longest time from a rotation to the expiry of the retiring key, whether or not its successor was used. */
export const LONGEST_DAYS = 30
/** Later dates would need a year of more than four digits. */
const LATEST_EXPIRY = Date.parse('9999-12-31T23:59:59.999Z')

interface Rotation extends EnsuredAccount {
  keyId: string
  successor: Omit<ApiKey, 'secret'>
  /** How long the old key works after the first use of the successor. With 0 it is revoked immediately. */
  graceSeconds: number
  /** The expiry of the successor. If undefined, it gets the lifetime that the old key was created with. */
  expiresAt: Date | null | undefined
  reason: string | null
}

export type NotRotated = 'not_found' | 'was_revoked' | 'was_expired' | 'paused' | 'retiring' | 'replacing' | 'expired'

/**
 * Creates a successor for a key. The old key becomes `retiring`: its expiry is set to the latest possible time, and the
 * first use of the successor brings it forward (grace.ts). Uses are decided by the expiry alone, like those of any key.
 * @returns the successor, or why none was created
 * @throws AccountSuspended, and NotAccepted for an expiry that is later than the plan allows
 */
export async function rotateKey(
  db: Kysely<Tables>,
  rotation: Rotation,
  actor: Actor,
): Promise<Unannounced<Key | NotRotated>> {
  const { accountId, keyId, graceSeconds, expiresAt, reason } = rotation
  const outcome = await withActiveAccount(db, rotation, actor, async trx => {
    await requireGivable(trx, rotation.successor.prefix)
    const [old] = await lockKeys(trx, accountId, [keyId])
    if (!old) return 'not_found'
    const obstacle = obstacleOf(old)
    if (obstacle) return new Unannounced<Key | NotRotated>(obstacle, await stepsOf(trx, [keyId], actor.name))
    if (expiresAt && expiresAt <= old.now) return 'expired'
    await rememberLabel(trx, actor)
    const key = await addSuccessor(trx, old, rotation, actor)
    await retire(trx, { accountId, keyId, successorId: key.id, graceSeconds, reason }, actor)
    const revocation = graceSeconds > 0 ? undefined : await revokeKey(trx, { accountId, keyId }, { actor, reason })
    return new Unannounced<Key | NotRotated>(key, revocation?.steps ?? (await stepsOf(trx, [keyId], actor.name)))
  })
  return unannounced(outcome)
}

function obstacleOf(key: LockedKey): NotRotated | undefined {
  if (key.revoked_at) return 'was_revoked'
  if (key.isExpired) return 'was_expired'
  if (key.paused_at) return 'paused'
  if (key.replaced_by) return 'retiring'
  return key.replacesWorkingKey ? 'replacing' : undefined
}

/** The expiry that was asked for, or else the lifetime of the old key, unless the plan no longer allows it. */
async function expiryOf(trx: Transaction<Tables>, old: LockedKey, { accountId, expiresAt }: Rotation) {
  const { latest } = await keyPolicy(trx, accountId)
  if (expiresAt !== undefined) return allowedExpiry(expiresAt, latest)
  const lifetimeMs = old.expires_at && old.expires_at.getTime() - old.created_at.getTime()
  if (lifetimeMs === null) return latest
  return new Date(Math.min(old.now.getTime() + lifetimeMs, latest?.getTime() ?? LATEST_EXPIRY))
}

/** Adds the successor without checking the limit: the old key stops counting, and the successor counts in its place. */
async function addSuccessor(trx: Transaction<Tables>, old: LockedKey, rotation: Rotation, actor: Actor) {
  const { successor, accountId } = rotation
  const { name, description, scopes, limited, metadata } = old
  const kept = { accountId, name, description, scopes, limited, metadata, replaces: old.id }
  const added = await addKey(trx, { ...successor, ...kept, expiresAt: await expiryOf(trx, old, rotation) }, actor)
  if (!limited) return added
  await inheritLimits(trx, { from: old.id, to: added.id })
  return (await findKey(trx, accountId, added.id)) as Key
}

interface Retirement {
  accountId: string
  keyId: string
  successorId: string
  graceSeconds: number
  reason: string | null
}

function retire(
  trx: Transaction<Tables>,
  { accountId, keyId, successorId, graceSeconds, reason }: Retirement,
  actor: Actor,
) {
  const latest = sql<Date>`least(k.expires_at, now() + make_interval(days => ${LONGEST_DAYS}::int))`
  return changeKeys(trx, keyOfAccount(accountId, keyId), {
    set: {
      replaced_by: successorId,
      grace_seconds: graceSeconds,
      end_before_rotation: sql<Date | null>`k.expires_at`,
      ...(graceSeconds > 0 && { expires_at: latest }),
    },
    action: 'rotate',
    details: sql`jsonb_build_object('replaced_by', keys.replaced_by, 'grace_seconds', keys.grace_seconds,
      'expires_at', jsonb_build_object('from', keys.end_before_rotation, 'to', keys.expires_at))`,
    actor,
    reason,
  })
    .selectFrom('changed')
    .select('id')
    .executeTakeFirstOrThrow()
}
