import { type Kysely, sql, type Transaction } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { AccountAction } from '../../schemas/account-event.ts'
import type { Cursor } from '../../schemas/cursor.ts'
import { microseconds } from '../microseconds.ts'
import type { Tables } from '../tables.ts'

/** Who changes an account, and why. */
export interface By {
  actor: Actor
  reason: string | null
}

/** Records a change of an account, in the transaction that makes it and while the changed row is locked. */
export async function recordAccountEvent(
  trx: Transaction<Tables>,
  accountId: string,
  { actor, reason }: By,
  { action, details }: { action: AccountAction; details: Record<string, unknown> },
) {
  await trx
    .insertInto('account_events')
    .values({
      account_id: accountId,
      action,
      actor: actor.name,
      session_id: actor.sessionId ?? actor.sessionName,
      reason,
      details: JSON.stringify(details),
      request_id: actor.requestId,
      ip: actor.ip,
      service: actor.service,
      acting_for: actor.actingFor,
    })
    .execute()
}

/** One page of an account's own history, newest first, plus one extra row if there is a next page. */
export function listAccountEvents(
  db: Kysely<Tables>,
  accountId: string,
  { limit, after }: { limit: number; after: Cursor | undefined },
) {
  return db
    .selectFrom('account_events as e')
    .select([
      'e.id',
      'e.at',
      'e.action',
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
    .$if(after !== undefined, events =>
      events.where(sql<boolean>`(e.at, e.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute()
}
