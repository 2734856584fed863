import { type Kysely, sql, type Transaction } from 'kysely'
import { type By, recordAccountEvent } from '../history/account-events.ts'
import type { Tables } from '../tables.ts'

/** The month keeps the day's units. */
const RESET = { minute_used: 0, month_before: sql<string>`month_before + day_used`, day_used: 0 }

/**
 * Sets the minute and day windows of an account and of its keys back to zero, and records it. Every reset is an event,
 * even if nothing had been used.
 *
 * No use is counted in between: all of them wait for the account's row.
 * @returns whether the account exists
 */
export function resetWindows(db: Kysely<Tables>, accountId: string, by: By): Promise<boolean> {
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async trx => {
      const used = await lock(trx, accountId)
      if (!used) return false
      await trx.updateTable('usage_windows').set(RESET).where('account_id', '=', accountId).execute()
      await trx
        .updateTable('key_windows')
        .set(RESET)
        .where('key_id', 'in', keys => keys.selectFrom('api_keys').select('id').where('account_id', '=', accountId))
        .execute()
      await recordAccountEvent(trx, accountId, by, { action: 'reset_windows', details: { used } })
      return true
    })
}

function lock(trx: Transaction<Tables>, accountId: string) {
  return trx
    .selectFrom('usage_windows')
    .select([
      sql<number>`case when minute_start >= date_trunc('minute', now(), 'UTC') then minute_used else 0 end`.as(
        'minute',
      ),
      sql<number>`case when day_start >= date_trunc('day', now(), 'UTC') then day_used else 0 end`.as('day'),
    ])
    .where('account_id', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirst()
}
