import { type Kysely, sql } from 'kysely'
import type { AuditAction } from '../../schemas/audit-event.ts'
import type { Tables } from '../tables.ts'

interface EventFilter {
  keyId?: string | undefined
  action?: AuditAction | undefined
  limit: number
  /** The id of the last event on the previous page. */
  cursor?: string | undefined
}

/** One page of an account's history, newest first, plus one extra row if there is a next page. */
export function listEvents(db: Kysely<Tables>, accountId: string, { keyId, action, limit, cursor }: EventFilter) {
  return db
    .selectFrom('audit_events as e')
    .select(['e.id', 'e.at', 'e.action', 'e.key_id', 'e.actor', 'e.reason', 'e.details', 'e.request_id'])
    .select(sql<string | null>`host(e.ip)`.as('ip'))
    .where('e.account_id', '=', accountId)
    .$if(keyId !== undefined, query => query.where('e.key_id', '=', keyId as string))
    .$if(action !== undefined, query => query.where('e.action', '=', action as AuditAction))
    .$if(cursor !== undefined, query =>
      query.where(
        sql<boolean>`(e.at, e.id) < (select at, id from audit_events where id = ${cursor} and account_id = ${accountId})`,
      ),
    )
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute()
}
