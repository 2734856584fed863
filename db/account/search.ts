import { type Kysely, sql } from 'kysely'
import { SERVICES_ACCOUNT } from '../../config/service-keys.ts'
import type { Cursor } from '../../schemas/cursor.ts'
import type { Tier } from '../../schemas/tier.ts'
import { microseconds } from '../microseconds.ts'
import type { Tables } from '../tables.ts'
import { currentPlan } from './current-plan.ts'

interface AccountFilter {
  /** A part of the external ID or the label, ignoring case, or the UUID. */
  text: string | undefined
  tier: Tier | undefined
  limit: number
  /** Where the previous page ended. */
  after: Cursor | undefined
}

/** One page of all accounts, newest first, plus one extra row if there is a next page. Reads the whole table. */
export function searchAccounts(db: Kysely<Tables>, { text = '', tier, limit, after }: AccountFilter) {
  return db
    .selectFrom('accounts as c')
    .select(['c.id', 'c.external_id as externalId', 'c.label', 'c.created_at', 'c.suspended_at'])
    .select([currentPlan('c').as('tier'), microseconds(sql`c.created_at`).as('position')])
    .where('c.id', '<>', SERVICES_ACCOUNT)
    .where(sql<boolean>`(${text} = '' or c.id::text = lower(${text}) or strpos(lower(c.external_id), lower(${text})) > 0
      or strpos(lower(c.label), lower(${text})) > 0)`)
    .$if(tier !== undefined, accounts => accounts.where(currentPlan('c'), '=', tier as Tier))
    .$if(after !== undefined, accounts =>
      accounts.where(sql<boolean>`(c.created_at, c.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('c.created_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit + 1)
    .execute()
}
