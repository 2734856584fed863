import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Plans } from '../config/plans.ts'
import { toWindows } from '../enforcement/windows.ts'
import type { Tier } from '../schemas/tier.ts'
import type { Tables } from './tables.ts'

/** Creates the account at its first session; changes nothing if it already exists. */
export async function ensureAccount(db: Kysely<Tables>, id: string, tier: Tier) {
  await db
    .insertInto('accounts')
    .values({ id, tier })
    .onConflict(oc => oc.doNothing())
    .execute()
}

/** Sets an account's tier, creating the account if it does not exist. Takes effect on the next request, everywhere. */
export async function setTier(db: Kysely<Tables>, id: string, tier: Tier) {
  await db
    .insertInto('accounts')
    .values({ id, tier })
    .onConflict(oc => oc.column('id').doUpdateSet({ tier }))
    .execute()
}

/**
 * Sets both windows of an account back to zero requests.
 * @returns whether the account exists
 */
export async function resetWindows(db: Kysely<Tables>, id: string) {
  const { numUpdatedRows } = await db
    .updateTable('usage_windows')
    .set({ minute_used: 0, day_used: 0 })
    .where('account_id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Reads an account's tier and the state of its two windows, without counting a request. Creates the account if it is
 * missing, which happens after a backup was restored.
 */
export async function findAccount(
  db: Kysely<Tables>,
  { accountId, tier }: { accountId: string; tier: Tier },
  plans: Plans,
) {
  const account = withWindows(db, accountId)
  const row = (await account.executeTakeFirst()) ?? (await createAgain())
  return { tier: row.tier, windows: toWindows(plans[row.tier], row) }

  async function createAgain() {
    await ensureAccount(db, accountId, tier)
    return account.executeTakeFirstOrThrow()
  }
}

const withWindows = (db: Kysely<Tables>, id: string) =>
  db
    .selectFrom('accounts')
    .innerJoin('usage_windows', 'account_id', 'id')
    .select([
      'tier',
      sql<number>`case when minute_start >= date_trunc('minute', now(), 'UTC') then minute_used else 0 end`.as(
        'minuteUsed',
      ),
      sql<number>`case when day_start >= date_trunc('day', now(), 'UTC') then day_used else 0 end`.as('dayUsed'),
      sql<number>`extract(epoch from greatest(minute_start, date_trunc('minute', now(), 'UTC')))::float8 + 60`.as(
        'minuteEnd',
      ),
      sql<number>`extract(epoch from greatest(day_start, date_trunc('day', now(), 'UTC')))::float8 + 86400`.as(
        'dayEnd',
      ),
    ])
    .where('id', '=', id)
