import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import { compiled } from '../connection/compiled.ts'
import { recordEvents } from '../history/record.ts'
import type { Tables } from '../tables.ts'
import { changeKeys, keyOfAccount } from './change.ts'
import { type Revocation, Unannounced } from './unannounced.ts'

/** Makes the commit wait for the disk and for standbys, even if the default of the connection does not. */
export const DURABLY = `case when current_setting('synchronous_commit') in ('off', 'local')
  then set_config('synchronous_commit', 'on', true) end`

/**
 * The first revocation of a key: this one, an earlier one, or one that committed while this statement waited for the
 * row. That last case is invisible to the statement's snapshot, so the row is read again under a lock. An unrecorded
 * repeat locks the row too (see `unrecorded`).
 * @param unrecorded whether a repeat writes no event: locking the row then makes the commit as durable as an event
 *   would
 */
export const revocationUnless = (unrecorded: RawBuilder<boolean>) =>
  sql<Revocation>`(
  select s.id as key_id, encode(s.digest, 'hex') as digest, s.account_id, c.id is not null as changed,
    coalesce(c.revoked_at, s.revoked_at, concurrent.revoked_at) as at,
    coalesce(c.revoked_by, s.revoked_by, concurrent.revoked_by) as by,
    coalesce(c.revocation_reason, s.revocation_reason, concurrent.revocation_reason) as reason, ${sql.raw(DURABLY)} as durable
  from subject s
    left join changed c on c.id = s.id
    left join lateral (
      select k.* from public.api_keys k
        where k.id = s.id and c.id is null and (s.revoked_at is null or ${unrecorded}) for share
    ) concurrent on true
)`.as('revocation')

/** The key, if it had already been revoked and the repeat is to be recorded. */
export const repeatedIf = (recorded: RawBuilder<boolean>) =>
  sql`(select s.* from subject s where s.id not in (select id from changed) and ${recorded}) as keys`

interface Arguments extends Actor {
  accountId: string
  keyId: string
  reason: string | null
  recorded: boolean
}

const revoke = compiled<Arguments, Revocation>((db, argument) => {
  const [name, requestId, sessionId, sessionName, ip, service, actingFor] = [
    argument('name'),
    argument('requestId'),
    argument('sessionId'),
    argument('sessionName'),
    argument('ip'),
    argument('service'),
    argument('actingFor'),
  ]
  const reason = argument('reason')
  const recorded = sql<boolean>`${argument('recorded')}::boolean`
  const actor = { name, requestId, sessionId, sessionName, ip, service, actingFor }
  const change = changeKeys(db, keyOfAccount(argument('accountId'), argument('keyId')), {
    set: { revoked_at: sql<Date>`now()`, revoked_by: name, revocation_reason: reason },
    action: 'revoke',
    actor,
    reason,
  })
  return change
    .with('repetition', qc => recordEvents(qc, repeatedIf(recorded), { actor, action: 'revoke_repeated', reason }))
    .selectFrom(revocationUnless(sql`not ${recorded}`))
    .selectAll()
})

export interface Revoking {
  actor: Actor
  reason: string | null
  /**
   * Whether a repeat is recorded; default true. Events are permanent, so the number of recorded repeats per account is
   * limited.
   */
  recorded?: boolean
}

/**
 * Revokes a key of the account. If it was already revoked, the first reason, time and actor are kept. A repeat is as
 * durable as the first revocation, whether or not it is recorded.
 * @returns undefined if the account has no such key
 */
export async function revokeKey(
  db: Kysely<Tables>,
  { accountId, keyId }: { accountId: string; keyId: string },
  { actor, reason, recorded = true }: Revoking,
): Promise<Unannounced<Revocation> | undefined> {
  const [row] = await revoke(db, { ...actor, accountId, keyId, reason, recorded })
  return row && new Unannounced(row, [row])
}
