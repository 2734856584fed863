import { type Kysely, sql } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import { compiled } from '../connection/compiled.ts'
import type { Tables } from '../tables.ts'
import { changeKeys, ownKey } from './change.ts'

/** The facts of a key's first revocation, and whether this was the one. */
export interface Revocation {
  key_id: string
  /** SHA-256 of the key, in hex. */
  digest: string
  account_id: string
  at: Date
  by: string
  reason: string | null
  changed: boolean
}

/** Makes the commit wait for the disk and for standbys, whatever the connection's default. */
export const DURABLY = `case when current_setting('synchronous_commit') in ('off', 'local')
  then set_config('synchronous_commit', 'on', true) end as durable`

/**
 * The first revocation: this one, an earlier one, or one that committed while this one waited for the row. That last one
 * is not in this statement's snapshot, and is seen only by locking the row; otherwise no row is read again.
 */
export const revocation = sql
  .raw<Revocation>(`(
  select s.id as key_id, encode(s.digest, 'hex') as digest, s.account_id, c.id is not null as changed,
    coalesce(c.revoked_at, s.revoked_at, beside.revoked_at) as at,
    coalesce(c.revoked_by, s.revoked_by, beside.revoked_by) as by,
    coalesce(c.revocation_reason, s.revocation_reason, beside.revocation_reason) as reason, ${DURABLY}
  from subject s
    left join changed c on c.id = s.id
    left join lateral (
      select k.* from public.api_keys k where k.id = s.id and s.revoked_at is null and c.id is null for share
    ) beside on true
)`)
  .as('revocation')

interface Arguments extends Actor {
  accountId: string
  keyId: string
  reason: string | null
}

const revoke = compiled<Arguments, Revocation>((db, argument) => {
  const [name, requestId, sessionId, ip] = [
    argument('name'),
    argument('requestId'),
    argument('sessionId'),
    argument('ip'),
  ]
  const reason = argument('reason')
  return changeKeys(db, ownKey(argument('accountId'), argument('keyId')), {
    set: { revoked_at: sql<Date>`now()`, revoked_by: name, revocation_reason: reason },
    action: 'revoke',
    repeated: 'revoke_repeated',
    actor: { name, requestId, sessionId, ip },
    reason,
  })
    .selectFrom(revocation)
    .selectAll()
})

/**
 * Revokes a key of the account. The first reason, time and actor are kept; a repeat writes an event of its own, which
 * also makes its response as durable as the first.
 * @returns undefined if the account has no such key
 */
export async function revokeKey(
  db: Kysely<Tables>,
  { accountId, keyId }: { accountId: string; keyId: string },
  { actor, reason }: { actor: Actor; reason: string | null },
): Promise<Revocation | undefined> {
  const [row] = await revoke(db, { ...actor, accountId, keyId, reason })
  return row
}
