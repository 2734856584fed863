import { type Kysely, sql, type Transaction } from 'kysely'
import type { EnsuredAccount } from '../ensure-account.ts'
import { type By, recordAccountEvent } from '../history/account-events.ts'
import { withActiveAccount, withLockedAccount } from '../keys/lock.ts'
import { DURABLY } from '../keys/revoke.ts'
import { endSessions, ofPerson } from '../portal/end.ts'
import type { Tables } from '../tables.ts'
import { requireFinished } from '../upgrade.ts'
import { findMember } from './list.ts'
import { requireManagerBeside } from './managers.ts'
import { MIGRATION } from './set.ts'

/**
 * A departure, in steps: (1) this transaction marks the person as departed and ends their
 * sessions by links, while it holds the account's row; (2) once it
 * has committed, every request of the person for this account that starts later is rejected, because each reads the row
 * of the member (db/members/role.ts); (3) requests that started earlier and would create a key or let one do more hold
 * the account's row too and read the membership again, so they either come before step 1 or fail; (4) therefore the keys
 * that the person made are all visible now, and the caller revokes them in batches.
 *
 * Works for people about whom nothing is stored: their provider may still issue sessions. A repeat keeps the first time,
 * actor and reason. It is as durable as the first request, because it locks the account's row.
 *
 * While the account is suspended, operators and services may remove people, and its own people may not.
 * @returns when the person departed, first
 * @throws NotAMember, InsufficientRole, LastManager, AccountSuspended, UpgradeUnfinished
 */
export function departMember(
  db: Kysely<Tables>,
  owner: EnsuredAccount,
  { person, keys }: { person: string; keys: 'revoke' | 'hand_over' },
  by: By,
): Promise<Date> {
  const { accountId } = owner
  const hold = by.actor.name.startsWith('user:') ? withActiveAccount : withLockedAccount
  return hold(db, owner, by.actor, async trx => {
    await requireFinished(trx, MIGRATION)
    await sql`select ${sql.raw(DURABLY)}`.execute(trx)
    const ended = await endSessions(trx, ofPerson(person, accountId), by.actor.name)
    const old = await findMember(trx, accountId, person)
    if (old?.departed_at) return old.departed_at
    await requireManagerBeside(trx, accountId, old, by.actor)
    const departedAt = await markDeparted(trx, { accountId, person }, by)
    const details = {
      person,
      role: old?.role ?? null,
      keys,
      sessions: ended.filter(({ now }) => now).map(({ id }) => id),
    }
    await recordAccountEvent(trx, accountId, by, { action: 'remove_member', details })
    return departedAt
  })
}

async function markDeparted(
  trx: Transaction<Tables>,
  { accountId, person }: { accountId: string; person: string },
  { actor, reason }: By,
) {
  const departure = { departed_at: sql<Date>`clock_timestamp()`, departed_by: actor.name, reason }
  const { departed_at } = await trx
    .insertInto('members')
    .values({ account_id: accountId, person, added_by: actor.name, ...departure })
    .onConflict(on => on.columns(['account_id', 'person']).doUpdateSet(departure))
    .returning('departed_at')
    .executeTakeFirstOrThrow()
  return departed_at as Date
}
