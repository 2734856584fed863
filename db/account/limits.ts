import { sql, type Transaction } from 'kysely'
import type { AccountLimits } from '../../schemas/limits.ts'
import { type By, recordAccountEvent } from '../history/account-events.ts'
import type { Tables } from '../tables.ts'
import { differences, requireFuture } from './differences.ts'

const NONE: AccountLimits = { minute: null, day: null, month: null, until: null }

/** The authorize statement reads them under the same lock. */
export async function setLimits(trx: Transaction<Tables>, id: string, by: By, limits: AccountLimits | null) {
  if (limits?.until) await requireFuture(trx, 'limits.until', limits.until)
  const { ended, ...own } = await trx
    .selectFrom('usage_windows')
    .select(['own_minute as minute', 'own_day as day', 'own_month as month', 'own_until as until'])
    .select(sql<boolean>`coalesce(own_until <= clock_timestamp(), false)`.as('ended'))
    .where('account_id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const old = ended || JSON.stringify(own) === JSON.stringify(NONE) ? null : own
  const details = differences({ limits: [old, limits] })
  if (!details) return
  const { minute, day, month, until } = limits ?? NONE
  await trx
    .updateTable('usage_windows')
    .set({ own_minute: minute, own_day: day, own_month: month, own_until: until })
    .where('account_id', '=', id)
    .execute()
  await recordAccountEvent(trx, id, by, { action: 'set_limits', details })
}
