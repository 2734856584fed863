import type { Transaction } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { Tables } from '../tables.ts'

/**
 * Stores what people call the person who acts, for display beside the keys that they create. Nothing else is stored: the
 * row gives no right. Managers can erase the label.
 */
export async function rememberLabel(trx: Transaction<Tables>, { name, member }: Actor) {
  if (!member?.label) return
  const { accountId, personId, label } = member
  await trx
    .insertInto('members')
    .values({ account_id: accountId, person: personId, label, added_by: name })
    .onConflict(on =>
      on.columns(['account_id', 'person']).doUpdateSet({ label }).where('members.label', 'is distinct from', label),
    )
    .execute()
}
