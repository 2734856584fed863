import { type Kysely, sql } from 'kysely'
import { type NamedAccount, namedAccount } from '../auth/account-id.ts'
import { SERVICES_ACCOUNT } from '../config/service-keys.ts'
import type { Tier } from '../schemas/tier.ts'
import { NotAccepted } from './not-accepted.ts'
import type { Tables } from './tables.ts'
import { isFinished, UpgradeUnfinished } from './upgrade.ts'

/** The last migration that external IDs depend on. */
const MIGRATION = '019-external-ids'

/** An account as a credential names it. */
export interface EnsuredAccount extends NamedAccount {
  /** The plan that it gets if it does not exist yet. Null, an unknown or a retired one: the default plan. */
  tier: Tier | null
}

/**
 * The account belongs to a different ID than the one that was presented. External IDs map to UUIDs by a published rule,
 * so a person who can choose a UUID as their ID could otherwise enter the account of an external ID.
 */
export class OtherAccount extends Error {}

/**
 * Creates the account if it does not exist. An existing one stays unchanged.
 * @throws OtherAccount if the account's external ID differs from the one presented, null included; UpgradeUnfinished if
 *   an instance of an earlier release may be running, which would let the UUID of a new external ID in
 */
export async function ensureAccount(db: Kysely<Tables>, { accountId, externalId, tier }: EnsuredAccount) {
  const account = db.selectFrom('accounts').select('external_id').where('id', '=', accountId)
  const existing = await account.executeTakeFirst()
  if (!existing) {
    if (externalId !== null && !(await isFinished(db, MIGRATION))) throw new UpgradeUnfinished()
    // Two requests may create it at once, even with different external IDs. The row that exists afterwards decides.
    const plan = sql<Tier>`coalesce((select name from public.plans where name = ${tier} and retired_at is null),
      (select name from public.plans where is_default))`
    await db
      .insertInto('accounts')
      .values({ id: accountId, external_id: externalId, tier: plan })
      .onConflict(oc => oc.doNothing())
      .execute()
  }
  const { external_id } = existing ?? (await account.executeTakeFirstOrThrow())
  if (external_id !== externalId) throw new OtherAccount()
}

interface FoundAccount extends NamedAccount {
  exists: boolean
}

/**
 * Finds the account that an operator names, by either of its IDs. The account need not exist.
 * @returns undefined if no account has this ID, nor can have it: another one has the UUID behind it, or it is reserved
 * @throws NotAccepted for an API key, which somebody has pasted instead
 */
export async function findNamedAccount(db: Kysely<Tables>, id: string): Promise<FoundAccount | undefined> {
  if (id.toLowerCase() === SERVICES_ACCOUNT) return undefined
  const named = namedAccount(id)
  // The schema of requests allows everything else that can be named.
  if (!named) throw new NotAccepted('accountId', 'must not be an API key, `.` or `..`')
  const account = db.selectFrom('accounts').select('external_id').where('id', '=', named.accountId)
  const existing = await account.executeTakeFirst()
  if (!existing) return { ...named, exists: false }
  const isOther = named.externalId !== null && named.externalId !== existing.external_id
  return isOther ? undefined : { ...named, externalId: existing.external_id, exists: true }
}
