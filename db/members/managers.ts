import { sql, type Transaction } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { Member } from '../../schemas/member.ts'
import type { Tables } from '../tables.ts'

/** The account would have no manager left, so nobody in it could add one. */
export class LastManager extends Error {}

/**
 * Keeps a session from ending the last manager of an account in which only members may act. Operators and services may,
 * because they can add another one. Call with the account's row held, so that two managers who remove each other wait.
 * @param target whom the action would end as a manager
 * @throws LastManager
 */
export async function requireManagerBeside(
  trx: Transaction<Tables>,
  accountId: string,
  target: Member | undefined,
  { member }: Actor,
) {
  if (!member?.onlyMembers || target?.role !== 'manager' || target.departed_at) return
  const other = await trx
    .selectFrom('members')
    .select(sql`1`.as('one'))
    .where('account_id', '=', accountId)
    .where('role', '=', 'manager')
    .where('departed_at', 'is', null)
    .where('person', '!=', target.person)
    .limit(1)
    .executeTakeFirst()
  if (!other) throw new LastManager('the account would have no manager left')
}
