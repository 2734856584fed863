import { type Kysely, sql } from 'kysely'
import type { Key } from '../../schemas/key.ts'
import type { By } from '../history/account-events.ts'
import type { Tables } from '../tables.ts'
import { changeKeys, keyOfAccount } from './change.ts'
import { keyColumns } from './columns.ts'
import { findKey } from './list.ts'
import { AccountSuspended } from './lock.ts'

/** The editable fields of a key that is not revoked. Each change records its own event. */
export interface Facts {
  name: string
  description: string | null
  /** Null: all scopes. */
  scopes: string[] | null
}

const ACTIONS = { name: 'rename', description: 'change_description', scopes: 'change_scopes' } as const

/**
 * Changes one field of an active or expired key of the account. Setting the present value records no event.
 * @returns the key after the change, or why it was not changed
 * @throws AccountSuspended
 */
export async function changeFact<Name extends keyof Facts>(
  db: Kysely<Tables>,
  { accountId, keyId }: { accountId: string; keyId: string },
  { actor, reason, fact, value }: By & { fact: Name; value: Facts[Name] },
): Promise<Key | 'not_found' | 'was_revoked'> {
  const column = sql.ref(fact)
  // Locks the account as a suspension does, and reads its newest state.
  const locked = db.with('account', qc =>
    qc.selectFrom('accounts').select('suspended_at').where('id', '=', accountId).forNoKeyUpdate(),
  )
  const found = await changeKeys(locked, keyOfAccount(accountId, keyId), {
    onlyIf: sql<boolean>`k.${column} is distinct from ${value} and (select suspended_at is null from account)`,
    set: { [fact]: value },
    action: ACTIONS[fact],
    details: sql`(select jsonb_build_object(${sql.lit(fact)}, jsonb_build_object(
      'from', s.${column}, 'to', keys.${column})) from subject s)`,
    actor,
    reason,
  })
    .selectFrom('subject as s')
    .leftJoin('changed as k', 'k.id', 's.id')
    .leftJoin('key_activity as a', 'a.key_id', 'k.id')
    .select([sql<boolean>`k.id is not null`.as('changed'), ...keyColumns])
    .select(sql<boolean>`(select suspended_at is not null from account)`.as('suspended'))
    .executeTakeFirst()
  if (!found) return 'not_found'
  const { changed, suspended, ...key } = found
  if (suspended) throw new AccountSuspended('the account is suspended')
  const now = changed ? key : ((await findKey(db, accountId, keyId)) as Key)
  return now.status === 'revoked' ? 'was_revoked' : now
}
