import { type Kysely, sql, type Transaction } from 'kysely'
import type { Cursor } from '../../schemas/cursor.ts'
import type { Plan } from '../../schemas/plan.ts'
import { differences } from '../account/differences.ts'
import { microseconds } from '../microseconds.ts'
import type { Tables } from '../tables.ts'
import type { By } from './account-events.ts'

/** Records a change of a plan, in the transaction that makes it and under the lock that orders changes of plans. */
export async function recordPlanEvent(
  trx: Transaction<Tables>,
  { actor, reason }: By,
  { before, after }: { before: Plan | undefined; after: Plan },
) {
  const { name, version: _version, ...fields } = after
  const details = differences(
    Object.fromEntries(
      Object.entries(fields).map(([field, to]) => [field, [before?.[field as keyof Plan] ?? null, to]]),
    ),
  )
  await trx
    .insertInto('plan_events')
    .values({
      plan: name,
      action: before ? 'change_plan' : 'create_plan',
      actor: actor.name,
      session_id: actor.sessionId ?? actor.sessionName,
      reason,
      details: JSON.stringify(details),
      request_id: actor.requestId,
      ip: actor.ip,
    })
    .execute()
}

interface Filter {
  /** The name of a plan; undefined: all plans. */
  plan: string | undefined
  limit: number
  /** Where the previous page ended. */
  after: Cursor | undefined
}

/** One page of the history of plans, newest first, plus one extra row if there is a next page. */
export function listPlanEvents(db: Kysely<Tables>, { plan, limit, after }: Filter) {
  return db
    .selectFrom('plan_events as e')
    .select(['e.id', 'e.at', 'e.plan', 'e.action', 'e.actor', 'e.reason', 'e.details', 'e.request_id'])
    .select(sql<string | null>`host(e.ip)`.as('ip'))
    .select(microseconds(sql`e.at`).as('position'))
    .$if(plan !== undefined, events => events.where('e.plan', '=', plan as string))
    .$if(after !== undefined, events =>
      events.where(sql<boolean>`(e.at, e.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute()
}
