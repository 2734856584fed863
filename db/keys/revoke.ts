import { type Kysely, sql } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { Tables } from '../tables.ts'
import { changeKeys, ownKey } from './change.ts'

/** Makes the commit wait for the disk and for standbys, whatever the connection's default. */
const durably = sql`case when current_setting('synchronous_commit') in ('off', 'local')
  then set_config('synchronous_commit', 'on', true) end`

/**
 * Revokes a key of the account. The first reason, time and actor are kept; a repeat writes an event of its own, which
 * also makes its response as durable as the first.
 */
export async function revokeKey(
  db: Kysely<Tables>,
  { accountId, keyId }: { accountId: string; keyId: string },
  { actor, reason }: { actor: Actor; reason: string | null },
) {
  const set = { revoked_at: sql<Date>`now()`, revoked_by: actor.name, revocation_reason: reason }
  const key = await changeKeys(db, ownKey(accountId, keyId), {
    set,
    action: 'revoke',
    repeated: 'revoke_repeated',
    actor,
    reason,
  })
    .selectFrom('subject')
    .select(eb => [eb.exists(eb.selectFrom('changed').select('id')).as('changed'), durably.as('durable')])
    .executeTakeFirst()
  if (!key) return 'not_found' as const
  return key.changed ? ('revoked' as const) : ('was_revoked' as const)
}
