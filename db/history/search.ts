import { type Kysely, sql } from 'kysely'
import type { Cursor } from '../../schemas/cursor.ts'
import { microseconds } from '../microseconds.ts'
import type { Tables } from '../tables.ts'

interface EventFilter {
  accountId: string | undefined
  actor: string | undefined
  /** At or after this time. */
  from: Date | undefined
  /** Before this time. */
  to: Date | undefined
  limit: number
  /** Where the previous page ended. */
  after: Cursor | undefined
}

/**
 * One page of the history of all keys, newest first, plus one extra row if there is a next page. Without an account, it
 * reads the whole history.
 */
export function searchEvents(db: Kysely<Tables>, { accountId, actor, from, to, limit, after }: EventFilter) {
  return db
    .selectFrom('audit_events as e')
    .innerJoin('accounts as c', 'c.id', 'e.account_id')
    .select(['e.id', 'e.at', 'e.action', 'e.key_id', 'e.actor', 'e.reason', 'e.details', 'e.request_id'])
    .select(['e.service', 'e.acting_for', sql<string>`coalesce(c.external_id, c.id::text)`.as('account_id')])
    .select([sql<string | null>`host(e.ip)`.as('ip'), microseconds(sql`e.at`).as('position')])
    .$if(accountId !== undefined, events => events.where('e.account_id', '=', accountId as string))
    .$if(actor !== undefined, events => events.where('e.actor', '=', actor as string))
    .$if(from !== undefined, events => events.where('e.at', '>=', from as Date))
    .$if(to !== undefined, events => events.where('e.at', '<', to as Date))
    .$if(after !== undefined, events =>
      events.where(sql<boolean>`(e.at, e.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute()
}
