import { type Kysely, sql, type Transaction } from 'kysely'
import type { NamedAccount } from '../../auth/account-id.ts'
import type { AccountLimits } from '../../schemas/limits.ts'
import type { Tier } from '../../schemas/tier.ts'
import { OtherAccount } from '../ensure-account.ts'
import { type By, recordAccountEvent } from '../history/account-events.ts'
import { unlessTooLarge } from '../not-accepted.ts'
import type { Tables } from '../tables.ts'
import { requireFinished } from '../upgrade.ts'
import { setLimits } from './limits.ts'
import { type Plan, requirePlans, setPlan } from './plan.ts'

/** What an operator sets. Undefined: unchanged. */
interface Change {
  plan: Plan | undefined
  /** Null: the plan's limits. */
  limits: AccountLimits | null | undefined
  /** As JSON. */
  metadata: string | null | undefined
}

interface Changed {
  tier: Tier
  /** Whether the account did not exist. */
  created: boolean
}

/**
 * Changes an account, creating it if it does not exist. Takes effect on the next request, everywhere. All of the change
 * is made or none, with an event for each part that differs from the present state. The old values in the events are
 * true: they are read from rows that the transaction has locked.
 *
 * Rows are locked in the order of the tables: accounts, then usage_windows, which uses of the account wait for.
 * @throws NotAccepted, UpgradeUnfinished, OtherAccount
 */
export function changeAccount(db: Kysely<Tables>, named: NamedAccount, change: Change, by: By): Promise<Changed> {
  const { accountId } = named
  const { plan, limits, metadata } = change
  const transaction = db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async trx => {
      if (limits || plan?.until) await requireFinished(trx)
      const retired = plan ? await requirePlans(trx, plan) : []
      const created = await create(trx, named, plan?.tier)
      const { isNewMetadata, externalId, ...old } = await lock(trx, accountId, metadata)
      if (externalId !== named.externalId) throw new OtherAccount()
      if (created || plan) await setPlan(trx, accountId, by, { old: created ? null : old, plan: plan ?? old, retired })
      if (isNewMetadata) await setMetadata(trx, accountId, by, { from: old.metadata, to: metadata as string | null })
      if (limits !== undefined) await setLimits(trx, accountId, by, limits)
      return { tier: plan?.tier ?? old.tier, created }
    })
  return unlessTooLarge(transaction)
}

/** @returns whether the account did not exist */
async function create(trx: Transaction<Tables>, { accountId, externalId }: NamedAccount, tier: Tier | undefined) {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('accounts')
    .values({
      id: accountId,
      external_id: externalId,
      tier: tier ?? sql<Tier>`(select name from public.plans where is_default)`,
    })
    .onConflict(on => on.doNothing())
    .executeTakeFirst()
  const created = numInsertedOrUpdatedRows === 1n
  // An earlier release would let the UUID of the external ID in.
  if (created && externalId !== null) await requireFinished(trx)
  return created
}

/** Locks the account and reads what it has now: a plan that has ended is the one that followed. */
function lock(trx: Transaction<Tables>, id: string, metadata: string | null | undefined) {
  const ended = sql`tier_until <= clock_timestamp()`
  return trx
    .selectFrom('accounts')
    .select([
      sql<Tier>`case when ${ended} then tier_after else tier end`.as('tier'),
      sql<Date | null>`case when ${ended} then null else tier_until end`.as('until'),
      sql<Tier | null>`case when ${ended} then null else tier_after end`.as('after'),
      'metadata',
      'external_id as externalId',
      sql<boolean>`${metadata !== undefined} and metadata is distinct from ${metadata ?? null}::jsonb`.as(
        'isNewMetadata',
      ),
    ])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
}

async function setMetadata(
  trx: Transaction<Tables>,
  id: string,
  by: By,
  { from, to }: { from: Record<string, unknown> | null; to: string | null },
) {
  await trx.updateTable('accounts').set({ metadata: to }).where('id', '=', id).execute()
  const details = { metadata: { from, to: to && JSON.parse(to) } }
  await recordAccountEvent(trx, id, by, { action: 'set_metadata', details })
}
