import { type Kysely, type QueryCreator, type RawBuilder, sql } from 'kysely'
import type { AuditAction, Tables } from '../tables.ts'

/** Who does something, through which session, in which request, from where. All of it comes from the credential. */
export interface Actor {
  accountId: string
  sessionId: string
  requestId: string
  ip: string
}

interface Event {
  action: AuditAction | RawBuilder<unknown>
  reason?: string | null
}

/** Inserts one event a row of `source`, a common table expression with the ids of the keys it is about. */
export function eventFrom(db: QueryCreator<Tables>, source: string, actor: Actor, { action, reason = null }: Event) {
  const row = sql`select ${actor.accountId}::uuid, id, ${action}, ${`user:${actor.accountId}`}, ${actor.sessionId}::uuid,
    ${reason}::text, ${actor.requestId}, ${actor.ip}::inet from ${sql.table(source)}`
  return db
    .insertInto('audit_events')
    .columns(['account_id', 'key_id', 'action', 'actor', 'session_id', 'reason', 'request_id', 'ip'])
    .expression(row)
    .returning('id')
}

interface EventFilter {
  keyId?: string | undefined
  action?: AuditAction | undefined
  limit: number
  /** The id of the last event of the page before. */
  cursor?: string | undefined
}

/** One page of an account's history, newest first, and one row more if there is a next page. */
export function listEvents(db: Kysely<Tables>, accountId: string, { keyId, action, limit, cursor }: EventFilter) {
  return db
    .selectFrom('audit_events as e')
    .select(['e.id', 'e.at', 'e.action', 'e.key_id', 'e.actor', 'e.reason', 'e.request_id'])
    .select(sql<string>`host(e.ip)`.as('ip'))
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
