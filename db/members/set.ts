import { type Kysely, sql, type Transaction } from 'kysely'
import type { Member } from '../../schemas/member.ts'
import type { Role } from '../../schemas/role.ts'
import type { EnsuredAccount } from '../ensure-account.ts'
import { type By, recordAccountEvent } from '../history/account-events.ts'
import { withActiveAccount } from '../keys/lock.ts'
import { NotAccepted } from '../not-accepted.ts'
import type { Tables } from '../tables.ts'
import { requireFinished } from '../upgrade.ts'
import { findMember } from './list.ts'
import { requireManagerBeside } from './managers.ts'

/** Instances of an earlier release know neither roles nor departures. */
export const MIGRATION = '024-members'

interface Change {
  person: string
  /** Makes the person a member with this role. Undefined: unchanged. */
  role: Role | undefined
  /** Null erases it. Undefined: unchanged. */
  label: string | null | undefined
}

/**
 * Adds a person to an account, after a departure too, or changes their role or label. A change of the role is an event;
 * a label is not, because labels can be erased and the history cannot.
 * @throws NotAMember, InsufficientRole, LastManager, AccountSuspended, UpgradeUnfinished; NotAccepted if a person without a role gets none
 */
export function setMember(db: Kysely<Tables>, owner: EnsuredAccount, change: Change, by: By): Promise<Member> {
  const { accountId } = owner
  const { person, role, label } = change
  return withActiveAccount(db, owner, by.actor, async trx => {
    await requireFinished(trx, MIGRATION)
    const old = await findMember(trx, accountId, person)
    if (!old && !role) throw new NotAccepted('role', 'is required for a person who is not a member')
    if (role && (old?.role !== role || old.departed_at)) {
      if (role !== 'manager') await requireManagerBeside(trx, accountId, old, by.actor)
      await setRole(trx, { accountId, person, role, isNew: !old?.role || old.departed_at !== null }, by)
      const from = old?.departed_at ? null : (old?.role ?? null)
      await recordAccountEvent(trx, accountId, by, {
        action: 'set_member',
        details: { person, member_role: { from, to: role } },
      })
    }
    if (label !== undefined) await setLabel(trx, { accountId, person, label })
    return (await findMember(trx, accountId, person)) as Member
  })
}

/** Makes a person a member, after a departure too, or changes their role. Call with the account's row held. */
export async function setRole(
  trx: Transaction<Tables>,
  { accountId, person, role, isNew }: { accountId: string; person: string; role: Role; isNew: boolean },
  { actor }: By,
) {
  const added = isNew ? { since: sql<Date>`clock_timestamp()`, added_by: actor.name } : {}
  await trx
    .insertInto('members')
    .values({ account_id: accountId, person, role, added_by: actor.name })
    .onConflict(on =>
      on
        .columns(['account_id', 'person'])
        .doUpdateSet({ role, departed_at: null, departed_by: null, reason: null, ...added }),
    )
    .execute()
}

const setLabel = (
  trx: Transaction<Tables>,
  { accountId, person, label }: { accountId: string; person: string; label: string | null },
) =>
  trx.updateTable('members').set({ label }).where('account_id', '=', accountId).where('person', '=', person).execute()
