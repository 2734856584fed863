import { type Kysely, sql, type Transaction } from 'kysely'
import type { NamedAccount } from '../../auth/account-id.ts'
import type { AccountLimits } from '../../schemas/limits.ts'
import type { Tier } from '../../schemas/tier.ts'
import { OtherAccount } from '../ensure-account.ts'
import { type By, recordAccountEvent } from '../history/account-events.ts'
import { NotAccepted, unlessTooLarge } from '../not-accepted.ts'
import type { Tables } from '../tables.ts'
import { requireFinished } from '../upgrade.ts'

/** A plan, and when another one follows. */
interface Plan {
  tier: Tier
  until: Date | null
  after: Tier | null
}

/** What an operator sets. Undefined: unchanged. */
interface Change {
  plan: Plan | undefined
  /** Null: the plan's limits. */
  limits: AccountLimits | null | undefined
  /** As JSON. */
  metadata: string | null | undefined
}

/**
 * Changes an account, creating it if it does not exist. Takes effect on the next request, everywhere. All of the change
 * is made or none, with an event for each part that differs from the present state. The old values in the events are
 * true: they are read from rows that the transaction has locked.
 *
 * Rows are locked in the order of the tables: accounts, then usage_windows, which uses of the account wait for.
 * @returns the account's tier
 * @throws NotAccepted, UpgradeUnfinished, OtherAccount
 */
export function changeAccount(db: Kysely<Tables>, named: NamedAccount, change: Change, by: By): Promise<Tier> {
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
      return plan?.tier ?? old.tier
    })
  return unlessTooLarge(transaction)
}

/** @returns the names of those plans that are retired */
async function requirePlans(trx: Transaction<Tables>, { tier, until, after }: Plan): Promise<unknown[]> {
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

async function requireFuture(trx: Transaction<Tables>, field: string, until: Date) {
  const { rows } = await sql<{ isPast: boolean }>`select ${until}::timestamptz <= now() as "isPast"`.execute(trx)
  if (rows[0]?.isPast) throw new NotAccepted(field, 'must be in the future')
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

async function setPlan(
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

const NONE: AccountLimits = { minute: null, day: null, month: null, until: null }

/** The authorize statement reads them under the same lock. */
async function setLimits(trx: Transaction<Tables>, id: string, by: By, limits: AccountLimits | null) {
  if (limits?.until) await requireFuture(trx, 'limits.until', limits.until)
  const { ended, ...own } = await trx
    .selectFrom('usage_windows')
    .select(['own_minute as minute', 'own_day as day', 'own_month as month', 'own_until as until'])
    .select(sql<boolean>`coalesce(own_until <= clock_timestamp(), false)`.as('ended'))
    .where('account_id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const old = ended || JSON.stringify(own) === JSON.stringify(NONE) ? null : own
  const details = differences({ limits: [old, limits] })
  if (!details) return
  const { minute, day, month, until } = limits ?? NONE
  await trx
    .updateTable('usage_windows')
    .set({ own_minute: minute, own_day: day, own_month: month, own_until: until })
    .where('account_id', '=', id)
    .execute()
  await recordAccountEvent(trx, id, by, { action: 'set_limits', details })
}

/** The fields that change, with their old and new values; null if none does. */
function differences(fields: Record<string, [from: unknown, to: unknown]>) {
  const changed = Object.entries(fields).filter(([, [from, to]]) => JSON.stringify(from) !== JSON.stringify(to))
  return changed.length === 0 ? null : Object.fromEntries(changed.map(([name, [from, to]]) => [name, { from, to }]))
}
