import { type Kysely, sql, type Transaction } from 'kysely'
import type { Plan } from '../schemas/plan.ts'
import type { By } from './history/account-events.ts'
import { recordPlanEvent } from './history/plan-events.ts'
import { NotAccepted } from './not-accepted.ts'
import type { Tables } from './tables.ts'
import { requireFinished } from './upgrade.ts'

/** What an operator decides about a plan. */
export interface PlanTerms extends Omit<Plan, 'is_default' | 'version' | 'entitlements'> {
  /** As JSON. */
  entitlements: string
  /** Undefined: as it is; a new plan is not the default. */
  is_default: boolean | undefined
  /** The version that this replaces; undefined: whichever it is. */
  version: number | undefined
}

export type PutPlan = 'created' | 'changed' | 'unchanged'

/** An arbitrary number for the advisory lock: plans change one after the other, so that one is always the default. */
const LOCK = 7_318_046_291

const columns = [
  'name',
  'title',
  'minute_limit',
  'day_limit',
  'month_limit',
  'keys',
  'longest_days',
  'entitlements',
  'is_default',
  sql<boolean>`retired_at is not null`.as('retired'),
  'version',
] as const

/** All plans, by name. */
export const listPlans = (db: Kysely<Tables>): Promise<Plan[]> =>
  db.selectFrom('plans').select(columns).orderBy('name').execute()

export const findPlan = (db: Kysely<Tables>, name: string): Promise<Plan | undefined> =>
  db.selectFrom('plans').select(columns).where('name', '=', name).executeTakeFirst()

/**
 * Creates or changes plans, all or none, with an event for each that differs from the present state. They apply from the
 * next use on, everywhere.
 * @returns what happened to each, in order
 * @throws NotAccepted, UpgradeUnfinished
 */
export function putPlans(db: Kysely<Tables>, plans: readonly PlanTerms[], by: By): Promise<PutPlan[]> {
  return db.transaction().execute(async trx => {
    await requireFinished(trx)
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx)
    const outcomes: PutPlan[] = []
    // One after the other: the second may take over what the first gave up.
    for (const plan of plans) outcomes.push(await putPlan(trx, plan, by))
    await requireDefault(trx)
    return outcomes
  })
}

async function putPlan(trx: Transaction<Tables>, terms: PlanTerms, by: By): Promise<PutPlan> {
  const { name, retired, is_default, version, ...values } = terms
  const before = await findPlan(trx, name)
  if (version !== undefined && version !== before?.version)
    throw new NotAccepted(
      'version',
      before ? `must be ${before.version}, the plan's version` : 'must not be given for a new plan',
    )
  if (is_default) await makeOrdinary(trx, name, by)
  const row = {
    ...values,
    is_default: is_default ?? before?.is_default ?? false,
    retired_at: retired ? sql<Date>`now()` : null,
  }
  if (!before) {
    await trx
      .insertInto('plans')
      .values({ name, ...row })
      .execute()
    await record(trx, name, by, undefined)
    return 'created'
  }
  const { numUpdatedRows } = await trx
    .updateTable('plans')
    .set(eb => ({
      ...row,
      retired_at: retired ? sql`coalesce(retired_at, now())` : null,
      version: eb('version', '+', 1),
    }))
    .where('name', '=', name)
    .where(sql<boolean>`(title, minute_limit, day_limit, month_limit, keys, longest_days, entitlements, is_default,
      retired_at is not null) is distinct from (${row.title}, ${row.minute_limit}::integer, ${row.day_limit}::integer,
      ${row.month_limit}::integer, ${row.keys}::integer, ${row.longest_days}::integer, ${row.entitlements}::jsonb,
      ${row.is_default}::boolean, ${retired}::boolean)`)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return 'unchanged'
  await record(trx, name, by, before)
  return 'changed'
}

/** The new values are read back, in the form in which the database has stored them, to be compared with the old ones. */
async function record(trx: Transaction<Tables>, name: string, by: By, before: Plan | undefined) {
  await recordPlanEvent(trx, by, { before, after: (await findPlan(trx, name)) as Plan })
}

/** Before another plan becomes the default: at no time are there two. */
async function makeOrdinary(trx: Transaction<Tables>, next: string, by: By) {
  const ordinary = await trx
    .updateTable('plans')
    .set(eb => ({ is_default: false, version: eb('version', '+', 1) }))
    .where('is_default', '=', true)
    .where('name', '<>', next)
    .returning(columns)
    .execute()
  for (const after of ordinary) await recordPlanEvent(trx, by, { before: { ...after, is_default: true }, after })
}

/** @throws NotAccepted if there is no default plan, or it is retired */
async function requireDefault(trx: Transaction<Tables>) {
  const [plan] = await trx.selectFrom('plans').select('retired_at').where('is_default', '=', true).execute()
  if (!plan) throw new NotAccepted('is_default', 'must be true for one plan: make another plan the default instead')
  if (plan.retired_at) throw new NotAccepted('retired', 'must be false for the default plan')
}
