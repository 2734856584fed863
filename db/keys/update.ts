import { type Kysely, sql, type Transaction } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { Key } from '../../schemas/key.ts'
import type { EnsuredAccount } from '../ensure-account.ts'
import type { By } from '../history/account-events.ts'
import { unlessTooLarge } from '../not-accepted.ts'
import type { Tables } from '../tables.ts'
import { changeKeys, keyOfAccount } from './change.ts'
import { changeFact, type Facts } from './facts.ts'
import { allowedExpiry, keyPolicy } from './limit.ts'
import { findKey } from './list.ts'
import { type LockedKey, lockKeys, unlessExpired, withActiveAccount } from './lock.ts'
import { setTerms, type Terms } from './terms.ts'
import { stepsOf, Unannounced, unannounced } from './unannounced.ts'

interface Update extends EnsuredAccount {
  keyId: string
  /** The fields to change. */
  facts: Partial<Facts>
  /** Null: no expiry. Undefined: unchanged. */
  expiresAt: Date | null | undefined
  /** What only operators and services change. */
  terms?: Terms | undefined
  /** Why they change it. */
  reason?: string | null
}

export type NotUpdated = 'not_found' | 'was_revoked' | 'was_expired' | 'expired'

/**
 * Changes the fields, the expiry and the terms of a key, all or none.
 * @returns the key, or why nothing was changed
 * @throws AccountSuspended, UpgradeUnfinished, and NotAccepted for an expiry that is later than the plan allows, and for metadata that is too large
 */
export async function updateKey(
  db: Kysely<Tables>,
  update: Update,
  actor: Actor,
): Promise<Unannounced<Key | NotUpdated>> {
  const [only, ...others] = Object.keys(update.facts) as (keyof Facts)[]
  // Neither name nor description restricts the key, so there is nothing to announce.
  if (only && only !== 'scopes' && others.length === 0 && update.expiresAt === undefined && !update.terms)
    return new Unannounced(
      await changeFact(db, update, {
        ...{ actor, reason: update.reason ?? null },
        ...{ fact: only, value: update.facts[only] as Facts[typeof only] },
      }),
      [],
    )
  const change = withActiveAccount(db, update, actor, async trx => {
    const outcome = await updateLocked(trx, update, actor)
    const steps = outcome === 'not_found' ? [] : await stepsOf(trx, [update.keyId], actor.name)
    return new Unannounced(outcome, steps)
  })
  return unannounced(await unlessTooLarge(unlessExpired(change)))
}

/** Moving an expiry needs no count: a working key already counts towards the limit, or its successor does. */
async function updateLocked(
  trx: Transaction<Tables>,
  { accountId, keyId, facts, expiresAt, terms, reason = null }: Update,
  actor: Actor,
): Promise<Key | NotUpdated> {
  const [key] = await lockKeys(trx, accountId, [keyId])
  if (!key) return 'not_found'
  if (key.revoked_at) return 'was_revoked'
  if (expiresAt !== undefined && key.isExpired) return 'was_expired'
  if (expiresAt && expiresAt <= key.now) return 'expired'
  if (expiresAt !== undefined) allowedExpiry(expiresAt, (await keyPolicy(trx, accountId)).latest)
  for (const fact of Object.keys(facts) as (keyof Facts)[])
    await changeFact(trx, { accountId, keyId }, { actor, reason, fact, value: facts[fact] as Facts[typeof fact] })
  if (expiresAt !== undefined) await changeExpiry(trx, { accountId, key, expiresAt }, { actor, reason })
  if (terms) await setTerms(trx, { accountId, keyId, ...terms }, { actor, reason })
  return (await findKey(trx, accountId, keyId)) as Key
}

/**
 * A retiring key can only expire earlier; a later date is ignored. The date also limits the expiry that canceling the
 * rotation restores, so that the key never works longer than its owner last specified.
 */
function changeExpiry(
  trx: Transaction<Tables>,
  { accountId, key, expiresAt }: { accountId: string; key: LockedKey; expiresAt: Date | null },
  by: By,
) {
  return changeKeys(trx, keyOfAccount(accountId, key.id), {
    set: key.replaced_by
      ? { expires_at: earlier('expires_at', expiresAt), end_before_rotation: earlier('end_before_rotation', expiresAt) }
      : { expires_at: expiresAt },
    action: 'change_expiry',
    details: sql`(select jsonb_build_object('expires_at', jsonb_build_object('from', s.expires_at,
      'to', keys.expires_at)) from subject s)`,
    ...by,
  })
    .selectFrom('changed')
    .select('id')
    .executeTakeFirstOrThrow()
}

/** Null means no expiry; `least` ignores it. */
const earlier = (column: 'expires_at' | 'end_before_rotation', expiresAt: Date | null) =>
  sql<Date | null>`least(k.${sql.ref(column)}, ${expiresAt}::timestamptz)`
