import { type Kysely, sql } from 'kysely'
import type { Plans } from '../config/plans.ts'
import type { Use, Verdict } from '../enforcement/decision.ts'
import { tierNames } from '../schemas/tier.ts'
import type { Tables } from './tables.ts'

/** The limits of every tier, as the statement takes them. */
export const limitsOf = (plans: Plans) => ({
  names: tierNames,
  minute: tierNames.map(tier => plans[tier].minuteLimit),
  day: tierNames.map(tier => plans[tier].dayLimit),
})

/**
 * Decides a batch of uses and counts the admitted ones, in one statement. The statement begins after this call, so it
 * sees every revocation that was answered before the call.
 * @param groups uses with the same key and the same requirement; each group becomes one row
 * @returns one verdict per group, in the same order
 */
export async function authorizeUses(
  db: Kysely<Tables>,
  groups: readonly (readonly Use[])[],
  limits: ReturnType<typeof limitsOf>,
): Promise<Verdict[]> {
  const uses = groups.map(([first]) => first as Use)
  const { rows } = await sql<Verdict>`
    select verdict as kind, key_id as "keyId", account_id as "accountId", tier, name, prefix,
      expires_at as "expiresAt", scopes, minute_used as "minuteUsed", day_used as "dayUsed",
      minute_end as "minuteEnd", day_end as "dayEnd", admitted, date_part('epoch', now()) * 1000 as "atMs"
    from public.decide_uses(${uses.map(use => use.digest)}::text[],
      ${uses.map(({ counts }, at) => (counts ? groups[at]?.length : 0))}::int[],
      ${uses.map(({ requirement }) => requirement?.tiers?.join())}::text[],
      ${uses.map(({ requirement }) => requirement?.scopes?.join(' '))}::text[],
      ${limits.names}::text[], ${limits.minute}::int[], ${limits.day}::int[])
    order by entry`.execute(db)
  return rows
}

/**
 * Decides about a key that looks expired: `expired`, `revoked` or `undecided`.
 *
 * Guarantee: once a key has been reported as `expired`, it is never admitted again. An update that moves an expiry
 * later takes the key's advisory lock, then checks that the key has not expired, and holds the lock until its
 * transaction ends (trigger `expired_keys_stay_expired`). If the lock is taken, such an update is in flight:
 * `undecided`. If the lock is free, every earlier update has committed and is visible to the query below, and every
 * later update will find that the key has expired, because the clock has moved on. It makes no difference how long a
 * COMMIT takes.
 *
 * VOLATILE, so that the query reads with a snapshot that is newer than the calling statement's and was taken after the
 * lock was free. The lock is released at once: a batch holds at most one, however many expired keys it contains, and an
 * update never waits for a batch. Both calls are in one expression, which cannot be canceled halfway.
 */
export const CONFIRM_EXPIRY = `
create function confirm_expiry(id_of_key uuid) returns text language plpgsql volatile
  set search_path = pg_catalog, public, pg_temp
as $$
declare
  lock_id bigint := uuid_hash_extended(id_of_key, 0);
  verdict text;
begin
  if (case when pg_try_advisory_lock_shared(lock_id) then pg_advisory_unlock_shared(lock_id) end) then
    select case when k.revoked_at is not null then 'revoked' when k.expires_at <= now() then 'expired' end
      into verdict from api_keys k where k.id = id_of_key;
  end if;
  return coalesce(verdict, 'undecided');
end $$`

/**
 * The authorize statement. It is a function so that each connection plans it once and keeps the plan. A change needs a
 * new migration and a new function name, because instances of the previous release call the old function during a
 * rolling upgrade.
 *
 * Guarantee: of an account's requests to all instances together, exactly as many are admitted in each minute and day as
 * its tier allows. The statement that counts requests locks the usage_windows row in which it counts them. `windows`
 * therefore reads the row as its last writer left it, and no other statement writes it until this one ends. Rows are
 * locked in the order of their accounts, and no other locks are held, so batches cannot deadlock with each other or
 * with other statements. Rejected requests write nothing.
 *
 * Windows never go backwards. now() is the time at which the statement began, so a statement that waited for the lock
 * may find the row in a later window than its own. It then counts in that later window.
 */
export const DECIDE_USES = `
create function decide_uses(
  digests text[],       -- SHA-256 of each key, in hex
  requests integer[],   -- how many of the batch's requests came with that key; 0 to ask without counting
  tiers text[],         -- the tiers that meet their requirement, comma-separated; null where nothing is required
  needed text[],        -- the scopes of which it needs all, separated by spaces; null where none is required
  tier_names text[], minute_limits integer[], day_limits integer[]
) returns table (
  entry bigint, verdict text, key_id uuid, account_id uuid, tier text, name text, prefix text,
  expires_at timestamptz, scopes text[], minute_used integer, day_used integer, minute_end float8, day_end float8,
  admitted integer
) language plpgsql
  -- One plan for all batches: making one costs three times as much as running a small batch. It must not be one
  -- that reads whole tables, however little was in them when it was made.
  set plan_cache_mode = force_generic_plan set enable_seqscan = off
  set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  this_minute timestamptz := date_trunc('minute', now(), 'UTC');
  this_day timestamptz := date_trunc('day', now(), 'UTC');
begin
  -- Losing the last moments of counts in a crash is acceptable; waiting for the disk on every request is not.
  -- If a standby must confirm every commit, it still does.
  if current_setting('synchronous_standby_names') = '' then
    perform set_config('synchronous_commit', 'off', true);
  end if;

  return query
  with asked as materialized (
    select a.entry, a.requests, k.id as key_id, k.account_id, c.tier, k.name, k.expires_at, k.scopes,
      coalesce('sk_live_' || k.public_id, k.imported_prefix) as prefix, case
        when k.id is null then 'unknown'
        when k.revoked_at is not null then 'revoked'
        when k.expires_at <= now() then confirm_expiry(k.id)
        -- Where nothing is required, tiers is null: the comparison is then null, and this branch is skipped.
        when c.tier <> all (string_to_array(a.tiers, ',')) then 'insufficient'
        -- The same where it needs no scope, or has no list of them.
        when not string_to_array(a.needed, ' ') <@ k.scopes then 'out_of_scope'
        else 'valid'
      end as verdict
    from unnest(digests, requests, tiers, needed) with ordinality as a (digest, requests, tiers, needed, entry)
      left join api_keys k on k.digest = decode(a.digest, 'hex')
      left join accounts c on c.id = k.account_id
  ), demand as materialized (
    select a.account_id, a.tier,
      coalesce(sum(a.requests) filter (where a.verdict = 'valid'), 0)::integer as requests
    from asked a where a.verdict in ('valid', 'insufficient', 'out_of_scope') group by a.account_id, a.tier
  ), windows as materialized (
    select w.account_id, d.requests, l.minute_limit, l.day_limit,
      greatest(w.minute_start, this_minute) as minute_start,
      greatest(w.day_start, this_day) as day_start,
      case when w.minute_start >= this_minute then w.minute_used else 0 end as minute_used,
      case when w.day_start >= this_day then w.day_used else 0 end as day_used
    from usage_windows w
      join demand d on d.account_id = w.account_id
      join unnest(tier_names, minute_limits, day_limits) as l (tier, minute_limit, day_limit) on l.tier = d.tier
    order by w.account_id
    for update of w
  ), decided as materialized (
    select w.*, greatest(0, least(w.requests, w.minute_limit - w.minute_used, w.day_limit - w.day_used)) as admitted
    from windows w
  ), counted as (
    update usage_windows u
    set minute_start = d.minute_start, minute_used = d.minute_used + d.admitted,
      day_start = d.day_start, day_used = d.day_used + d.admitted
    from decided d
    where u.account_id = d.account_id and d.admitted > 0
  )
  select a.entry, a.verdict, a.key_id, a.account_id, a.tier, a.name, a.prefix, a.expires_at, a.scopes,
    d.minute_used, d.day_used,
    date_part('epoch', d.minute_start) + 60, date_part('epoch', d.day_start) + 86400,
    d.admitted
  from asked a left join decided d on d.account_id = a.account_id
  order by a.entry;
end $$`
