import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'
import { InsufficientRole } from './role.ts'

/**
 * Checks that a key was created by a member, who may change no other key. A key's maker never changes, so this may be a
 * statement before the change. A missing key is left to the change itself.
 * @throws InsufficientRole
 */
export async function requireOwnKey(
  db: Kysely<Tables>,
  { accountId, keyId, maker }: { accountId: string; keyId: string; maker: string },
) {
  const keys = db.selectFrom('api_keys').select('created_by').where('id', '=', keyId)
  const key = await keys.where('account_id', '=', accountId).executeTakeFirst()
  if (key && key.created_by !== maker) throw new InsufficientRole('member', 'manager')
}
