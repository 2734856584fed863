import { type Kysely, sql } from 'kysely'
import type { AuditAction } from '../../schemas/audit-event.ts'
import type { Cursor } from '../../schemas/cursor.ts'
import { matchesKey } from '../keys/list.ts'
import { microseconds } from '../microseconds.ts'
import type { Tables } from '../tables.ts'

/** The name of the only order in cursors. */
export const EVENT_ORDER = '-at'

interface EventFilter {
  keyId?: string | undefined
  action?: AuditAction | undefined
  /** At or after this time. */
  from?: Date | undefined
  /** Before this time. */
  to?: Date | undefined
  /** Matches a part of the reason, a key as in the key list, a request ID or an IP address. */
  text?: string | undefined
  limit: number
  /** Where the previous page ended. */
  after?: Cursor | undefined
}

/** One page of an account's history, newest first, plus one extra row if there is a next page. */
export function listEvents(db: Kysely<Tables>, accountId: string, filter: EventFilter) {
  const { keyId, action, from, to, text, limit, after } = filter
  return db
    .selectFrom('audit_events as e')
    .select([
      'e.id',
      'e.at',
      'e.action',
      'e.key_id',
      'e.actor',
      'e.reason',
      'e.details',
      'e.request_id',
      'e.service',
      'e.acting_for',
    ])
    .select(sql<string | null>`host(e.ip)`.as('ip'))
    .select(microseconds(sql`e.at`).as('position'))
    .where('e.account_id', '=', accountId)
    .$if(keyId !== undefined, query => query.where('e.key_id', '=', keyId as string))
    .$if(action !== undefined, query => query.where('e.action', '=', action as AuditAction))
    .$if(from !== undefined, query => query.where('e.at', '>=', from as Date))
    .$if(to !== undefined, query => query.where('e.at', '<', to as Date))
    .$if(text !== undefined, query => query.where(matching(accountId, text as string)))
    .$if(after !== undefined, query => query.where(isBefore(accountId, after as Cursor)))
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute()
}

/** Selects events older than the last one of the previous page. */
function isBefore(accountId: string, { at, id }: Cursor) {
  const end =
    at === undefined
      ? sql`select at, id from public.audit_events where id = ${id} and account_id = ${accountId}`
      : sql`${at}::timestamptz, ${id}::uuid`
  return sql<boolean>`(e.at, e.id) < (${end})`
}

/** Searches the account's keys once, not once per event. */
const matching = (accountId: string, text: string) => sql<boolean>`(strpos(lower(e.reason), lower(${text})) > 0
  or e.request_id = ${text} or host(e.ip) = ${text}
  or e.key_id in (select k.id from public.api_keys k where k.account_id = ${accountId} and ${matchesKey(text)}))`
