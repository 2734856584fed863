import type { Transaction } from 'kysely'
import { type By, recordAccountEvent } from '../history/account-events.ts'
import type { Tables } from '../tables.ts'
import { requireFinished } from '../upgrade.ts'
import { MIGRATION, setRole } from './set.ts'

/**
 * Makes a person the manager of an account that never had a member, so that a backend can open an account in which only
 * members may act. Two links at once make one manager, because each holds the account's row. An account whose members
 * have all departed counts as one that had some: a link must not bring a person back. A suspended account gets no member.
 * @throws UpgradeUnfinished
 */
export async function addFirstManager(trx: Transaction<Tables>, accountId: string, person: string, by: By) {
  await requireFinished(trx, MIGRATION)
  const account = trx.selectFrom('accounts').select('id').where('id', '=', accountId)
  await account.forNoKeyUpdate().execute()
  // A later statement than the lock's, so that it sees what was committed while the lock waited.
  const open = await account
    .where('suspended_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('members as m')
            .select('m.person')
            .where('m.account_id', '=', accountId)
            .where(({ or, eb }) => or([eb('m.role', 'is not', null), eb('m.departed_at', 'is not', null)])),
        ),
      ),
    )
    .executeTakeFirst()
  if (!open) return
  await setRole(trx, { accountId, person, role: 'manager', isNew: true }, by)
  const details = { person, member_role: { from: null, to: 'manager' as const } }
  await recordAccountEvent(trx, accountId, by, { action: 'set_member', details })
}
