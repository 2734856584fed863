import type { Kysely } from 'kysely'
import { maker } from '../keys/maker.ts'
import type { Tables } from '../tables.ts'
import { InsufficientRole } from './role.ts'

/**
 * Checks that a key was created by a member, who may change no other key. A key's maker never changes, so this may be a
 * statement before the change. A missing key is left to the change itself.
 * @throws InsufficientRole
 */
export async function requireOwnKey(
  db: Kysely<Tables>,
  { accountId, keyId, maker: allowed }: { accountId: string; keyId: string; maker: string },
) {
  const keys = db.selectFrom('api_keys as k').select(maker.as('maker')).where('k.id', '=', keyId)
  const key = await keys.where('k.account_id', '=', accountId).executeTakeFirst()
  if (key && key.maker !== allowed) throw new InsufficientRole('member', 'manager')
}
