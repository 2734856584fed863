import { type Kysely, sql } from 'kysely'
import { TIERS, type Tier, tierNames } from '../../schemas/tier.ts'
import type { Tables } from '../tables.ts'

/** Requests of one batch that came with the same key and ask for the same. */
export interface Ask {
  /** SHA-256 of the key, in hex. */
  digest: string
  /** How many of them are to be counted; 0 asks without counting. */
  requests: number
  /** The tiers that include what they ask for, by comma; '' for any. */
  tiers: string
}

export interface Verdict {
  verdict: 'valid' | 'insufficient' | 'unknown' | 'revoked' | 'expired'
  keyId: string
  accountId: string
  tier: Tier
  name: string
  publicId: string
  expiresAt: Date | null
  /** What the account had used of its windows before this batch. */
  minuteUsed: number
  dayUsed: number
  /** Unix timestamps (seconds) at which the windows end. */
  minuteEnd: number
  dayEnd: number
  /** How many of the batch's requests of the account, all its keys together, are admitted. */
  admitted: number
  /** When it was decided, by the database's clock: Unix time in milliseconds. */
  atMs: number
}

const limits = {
  names: tierNames,
  minute: tierNames.map(tier => TIERS[tier].minuteLimit),
  day: tierNames.map(tier => TIERS[tier].dayLimit),
}

/**
 * Decides about a batch of requests and counts the admitted ones, in one statement (db/migrations/003-authorize.ts
 * has its guarantee). It begins after this call, so it sees every revocation answered before.
 * @returns one verdict an ask, in their order
 */
export async function authorizeRequests(db: Kysely<Tables>, asks: readonly Ask[]): Promise<Verdict[]> {
  const { rows } = await sql<Verdict>`
    select verdict, key_id as "keyId", account_id as "accountId", tier, name, public_id as "publicId",
      expires_at as "expiresAt", minute_used as "minuteUsed", day_used as "dayUsed",
      minute_end as "minuteEnd", day_end as "dayEnd", admitted, date_part('epoch', now()) * 1000 as "atMs"
    from authorize_requests(${asks.map(ask => ask.digest)}::text[], ${asks.map(ask => ask.requests)}::int[],
      ${asks.map(ask => ask.tiers)}::text[], ${limits.names}::text[], ${limits.minute}::int[], ${limits.day}::int[])
    order by entry`.execute(db)
  return rows
}
