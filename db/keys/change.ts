import { type Kysely, type QueryCreator, sql, type Transaction } from 'kysely'
import type { ApiKey } from '../../auth/api-key.ts'
import { type Actor, eventFrom } from '../events/events.ts'
import type { Tables } from '../tables.ts'

/** The most active keys an account may have. */
export const ACTIVE_KEYS = 100

interface NewKey extends Omit<ApiKey, 'secret'> {
  /** Made by the database unless it is given. */
  id?: string | undefined
  name: string
  expiresAt: Date | null
}

/**
 * Adds a key and its event. The account's row is locked first, so that the count is exact: whoever creates at the
 * same time waits, and then counts this key too.
 * @returns the key's id, or why there is none
 */
export async function createKey(trx: Transaction<Tables>, actor: Actor, key: NewKey) {
  const { now } = await trx
    .selectFrom('accounts')
    .select(sql<Date>`now()`.as('now'))
    .where('id', '=', actor.accountId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (key.expiresAt && key.expiresAt <= now) return 'expired' as const
  if ((await countActive(trx, actor.accountId)) >= ACTIVE_KEYS) return 'limit_reached' as const
  return addKey(trx, actor, key)
}

/** Adds a key and its event, whatever the account has; for `createKey` and for a new account. */
export function addKey(db: Kysely<Tables>, actor: Actor, key: NewKey) {
  return db
    .with('made', made =>
      made
        .insertInto('api_keys')
        .values({
          ...(key.id && { id: key.id }),
          account_id: actor.accountId,
          name: key.name,
          public_id: key.publicId,
          last4: key.last4,
          digest: key.digest,
          expires_at: key.expiresAt,
        })
        .returning('id'),
    )
    .with('event', event => eventFrom(event, 'made', actor, { action: 'create' }))
    .selectFrom('made')
    .select('id')
    .executeTakeFirstOrThrow()
}

async function countActive(trx: Transaction<Tables>, accountId: string) {
  const { count } = await trx
    .selectFrom('api_keys')
    .select(eb => eb.fn.countAll<string>().as('count'))
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', sql<Date>`now()`)]))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/**
 * Revokes a key of the account, in one statement: the transition, its event, and whether there is such a key at all.
 * Nothing is read before it is written, so any number of these may race: one revokes, the others repeat. The first
 * reason, time and actor stay; a repeat leaves an event of its own, which also makes its answer as durable as the
 * first. `off` and `local` are raised to a commit that waits for the disk and for standbys.
 */
export async function revokeKey(db: Kysely<Tables>, actor: Actor, keyId: string, reason: string | null) {
  const { revoked, known } = await db
    .with('key', key => ownKey(key, actor, keyId))
    .with('revoked', revoked =>
      revoked
        .updateTable('api_keys')
        .set({ revoked_at: sql<Date>`now()`, revoked_by: `user:${actor.accountId}`, revocation_reason: reason })
        .where('id', '=', keyId)
        .where('account_id', '=', actor.accountId)
        .where('revoked_at', 'is', null)
        .returning('id'),
    )
    .with('event', event =>
      eventFrom(event, 'key', actor, {
        action: sql`case when exists (select from revoked) then 'revoke' else 'revoke_repeated' end`,
        reason,
      }),
    )
    .selectNoFrom(eb => [
      eb.exists(eb.selectFrom('revoked').select('id')).as('revoked'),
      eb.exists(eb.selectFrom('key').select('id')).as('known'),
      sql`case when current_setting('synchronous_commit') in ('off', 'local')
        then set_config('synchronous_commit', 'on', true) end`.as('durable'),
    ])
    .executeTakeFirstOrThrow()
  if (revoked) return 'revoked' as const
  return known ? ('was_revoked' as const) : ('not_found' as const)
}

/** Renames an active or expired key of the account, in one statement like the revocation's. */
export async function renameKey(db: Kysely<Tables>, actor: Actor, keyId: string, name: string) {
  const { renamed, known } = await db
    .with('key', key => ownKey(key, actor, keyId))
    .with('renamed', renamed =>
      renamed
        .updateTable('api_keys')
        .set({ name })
        .where('id', '=', keyId)
        .where('account_id', '=', actor.accountId)
        .where('revoked_at', 'is', null)
        .returning('id'),
    )
    .with('event', event => eventFrom(event, 'renamed', actor, { action: 'rename' }))
    .selectNoFrom(eb => [
      eb.exists(eb.selectFrom('renamed').select('id')).as('renamed'),
      eb.exists(eb.selectFrom('key').select('id')).as('known'),
    ])
    .executeTakeFirstOrThrow()
  if (renamed) return 'renamed' as const
  return known ? ('was_revoked' as const) : ('not_found' as const)
}

const ownKey = (db: QueryCreator<Tables>, actor: Actor, keyId: string) =>
  db.selectFrom('api_keys').select('id').where('id', '=', keyId).where('account_id', '=', actor.accountId)
