import { type Kysely, sql, type Transaction } from 'kysely'
import { type By, recordAccountEvent } from '../history/account-events.ts'
import { DURABLY } from '../keys/revoke.ts'
import { Unannounced } from '../keys/unannounced.ts'
import type { Tables } from '../tables.ts'
import { requireFinished } from '../upgrade.ts'

/** The deciding function of this migration is the first that rejects uses of suspended accounts and paused keys. */
export const SUSPENSIONS = '016-terms-authorize'

/** Whether an account is suspended, and its last change. */
interface State {
  suspended_at: Date | null
  /** Null before the first change. */
  set_at: Date | null
  set_by: string | null
  reason: string | null
}

/**
 * Suspends an account or lifts its suspension. Uses are decided by the column, so the change holds from the answer on,
 * everywhere. A repeat changes nothing and is not recorded. It is as durable as the change that it finds, and announces
 * it again.
 *
 * The account's row is held, so its changes are in the order of their times, and no key is created or changed at once.
 * @returns since when the account has been suspended, by whom and why, or nulls; undefined if the account is missing
 * @throws UpgradeUnfinished
 */
export function setSuspension(db: Kysely<Tables>, accountId: string, suspended: boolean, by: By) {
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async trx => {
      if (suspended) await requireFinished(trx, SUSPENSIONS)
      const found = await lockAccount(trx, accountId)
      if (!found) return undefined
      const { now, external_id, ...old } = found
      const isRepeat = suspended ? old.suspended_at && old.set_at : !old.suspended_at
      const state = isRepeat ? old : await change(trx, accountId, { from: old.suspended_at, suspended, at: now }, by)
      return new Unannounced(shown(state), stepsOf({ account_id: accountId, external_id, suspended }, state))
    })
}

/** Reads the row and the clock in a later statement: the one that waited for the lock may have read them before. */
async function lockAccount(trx: Transaction<Tables>, id: string) {
  const account = trx.selectFrom('accounts').where('id', '=', id)
  await account
    .select(sql<unknown>`${sql.raw(DURABLY)}`.as('durable'))
    .forNoKeyUpdate()
    .execute()
  return account
    .select(['external_id', 'suspended_at', 'suspension_set_at as set_at', 'suspension_set_by as set_by'])
    .select(['suspension_reason as reason', sql<Date>`clock_timestamp()`.as('now')])
    .executeTakeFirst()
}

interface Change {
  from: Date | null
  suspended: boolean
  at: Date
}

async function change(
  trx: Transaction<Tables>,
  id: string,
  { from, suspended, at }: Change,
  { actor, reason }: By,
): Promise<State> {
  const to = suspended ? at : null
  await trx
    .updateTable('accounts')
    .set({ suspended_at: to, suspension_set_at: at, suspension_set_by: actor.name, suspension_reason: reason })
    .where('id', '=', id)
    .execute()
  const action = suspended ? 'suspend' : 'lift_suspension'
  await recordAccountEvent(trx, id, { actor, reason }, { action, details: { suspended_at: { from, to } } })
  return { suspended_at: to, set_at: at, set_by: actor.name, reason }
}

/** An account that was never suspended has nothing to announce. */
const stepsOf = (
  account: { account_id: string; external_id: string | null; suspended: boolean },
  { set_at, set_by, reason }: State,
) => (set_at && set_by !== null ? [{ ...account, at: set_at, by: set_by, reason }] : [])

function shown({ suspended_at, set_by, reason }: State) {
  const isSuspended = suspended_at !== null
  return {
    suspended_at,
    suspended_by: isSuspended ? set_by : null,
    suspension_reason: isSuspended ? reason : null,
  }
}
