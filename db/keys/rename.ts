import { type Kysely, sql } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { Key } from '../../schemas/key.ts'
import type { Tables } from '../tables.ts'
import { changeKeys, ownKey } from './change.ts'
import { keyColumns } from './list.ts'

/**
 * Renames an active or expired key of the account.
 * @returns the renamed key, or why it was not renamed
 */
export async function renameKey(
  db: Kysely<Tables>,
  { accountId, keyId }: { accountId: string; keyId: string },
  { actor, name }: { actor: Actor; name: string },
): Promise<Key | 'not_found' | 'was_revoked'> {
  const found = await changeKeys(db, ownKey(accountId, keyId), {
    set: { name },
    action: 'rename',
    details: sql`(select jsonb_build_object('name', jsonb_build_object('from', s.name, 'to', keys.name)) from subject s)`,
    actor,
  })
    .selectFrom('subject as s')
    .leftJoin('changed as k', 'k.id', 's.id')
    .leftJoin('key_activity as a', 'a.key_id', 'k.id')
    .select([sql<boolean>`k.id is not null`.as('changed'), ...keyColumns])
    .executeTakeFirst()
  if (!found) return 'not_found'
  const { changed, ...key } = found
  return changed ? key : 'was_revoked'
}
