import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { toWindows } from '../enforcement/windows.ts'
import type { Tier } from '../schemas/tier.ts'
import type { Tables } from './tables.ts'

/** Makes the account at its first appearance; afterwards changes nothing. */
export async function ensureAccount(db: Kysely<Tables>, id: string, tier: Tier) {
  await db
    .insertInto('accounts')
    .values({ id, tier })
    .onConflict(oc => oc.doNothing())
    .execute()
}

/** Sets an account's tier, making the account if there is none. In force for the next request, everywhere. */
export async function setTier(db: Kysely<Tables>, id: string, tier: Tier) {
  await db
    .insertInto('accounts')
    .values({ id, tier })
    .onConflict(oc => oc.column('id').doUpdateSet({ tier }))
    .execute()
}

/** Gives an account its whole minute and day again. @returns whether there is such an account */
export async function resetWindows(db: Kysely<Tables>, id: string) {
  const { numUpdatedRows } = await db
    .updateTable('usage_windows')
    .set({ minute_used: 0, day_used: 0 })
    .where('account_id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * What the account is and what is left of its two windows, read without counting. An account that a restored backup
 * has forgotten is made again.
 */
export async function findAccount(db: Kysely<Tables>, { accountId, tier }: { accountId: string; tier: Tier }) {
  const account = withWindows(db, accountId)
  const row = (await account.executeTakeFirst()) ?? (await makeAgain())
  return { tier: row.tier, windows: toWindows(row) }

  async function makeAgain() {
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
