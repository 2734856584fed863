import type { Transaction } from 'kysely'
import type { Tier } from '../../schemas/tier.ts'
import { type By, recordAccountEvent } from '../history/account-events.ts'
import { NotAccepted } from '../not-accepted.ts'
import type { Tables } from '../tables.ts'
import { differences, requireFuture } from './differences.ts'

/** A plan, and when another one follows. */
export interface Plan {
  tier: Tier
  until: Date | null
  after: Tier | null
}

/** @returns the names of those plans that are retired */
export async function requirePlans(trx: Transaction<Tables>, { tier, until, after }: Plan): Promise<unknown[]> {
  const plans = await trx
    .selectFrom('plans')
    .select(['name', 'retired_at'])
    .where('name', 'in', [tier, after ?? tier])
    .execute()
  const known = plans.map(({ name }) => name)
  if (!known.includes(tier)) throw new NotAccepted('tier', 'must be the name of a plan')
  if (after && !known.includes(after)) throw new NotAccepted('tier_after', 'must be the name of a plan')
  if (until) await requireFuture(trx, 'tier_until', until)
  return plans.filter(({ retired_at }) => retired_at !== null).map(({ name }) => name)
}

export async function setPlan(
  trx: Transaction<Tables>,
  id: string,
  by: By,
  { old, plan: { tier, until, after }, retired }: { old: Plan | null; plan: Plan; retired: readonly unknown[] },
) {
  const details = differences({
    tier: [old?.tier ?? null, tier],
    tier_until: [old?.until ?? null, until],
    tier_after: [old?.after ?? null, after],
  })
  if (!details) return
  for (const field of ['tier', 'tier_after'])
    if (retired.includes(details[field]?.to))
      throw new NotAccepted(field, 'must be the name of a plan that is not retired')
  await trx.updateTable('accounts').set({ tier, tier_until: until, tier_after: after }).where('id', '=', id).execute()
  await recordAccountEvent(trx, id, by, { action: 'set_plan', details })
}
