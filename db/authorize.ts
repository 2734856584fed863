import { type Kysely, sql } from 'kysely'
import type { Use, Verdict } from '../enforcement/decision.ts'
import type { Tables } from './tables.ts'

/** Stands for a limit that a plan does not have. Counts stop there. */
export const UNLIMITED = 2_000_000_000

/**
 * Decides a batch of uses and counts the admitted ones, in one statement. The statement begins after this call, so it
 * sees every revocation that was answered before the call.
 * @param groups uses with the same key and the same requirement; each group becomes one row
 * @returns one verdict per group, in the same order
 */
export async function authorizeUses(db: Kysely<Tables>, groups: readonly (readonly Use[])[]): Promise<Verdict[]> {
  const uses = groups.map(([first]) => first as Use)
  const { rows } = await sql<Verdict>`
    select verdict as kind, key_id as "keyId", account_id as "accountId", tier, name, prefix,
      expires_at as "expiresAt", scopes, minute_limit as "minuteLimit", coalesce(day_limit, ${sql.lit(UNLIMITED)}) as "dayLimit",
      minute_used as "minuteUsed", day_used as "dayUsed", minute_end as "minuteEnd", day_end as "dayEnd", admitted,
      date_part('epoch', now()) * 1000 as "atMs"
    from public.decide_by_plan(${uses.map(use => use.digest)}::text[],
      ${uses.map(({ counts }, at) => (counts ? groups[at]?.length : 0))}::int[],
      ${uses.map(() => 1)}::int[],
      ${uses.map(({ requirement }) => requirement?.needs)}::text[],
      ${uses.map(({ requirement }) => requirement?.scopes?.join(' '))}::text[])
    order by entry`.execute(db)
  return rows
}

/**
 * The authorize statement. It is a function so that each connection plans it once and keeps the plan. A change needs a
 * new migration and a new function name, because instances of the previous release call the old function during a
 * rolling upgrade.
 *
 * Guarantee: of an account's requests to all instances together, as many are admitted in each minute, day and month as
 * its limits allow, in units. The statement that counts requests locks the usage_windows row in which it counts them.
 * `windows` therefore reads the row as its last writer left it, including the account's own limits, and no other
 * statement writes it until this one ends. The joins and conditions of `windows` use only columns that nobody changes
 * under that lock. Otherwise PostgreSQL would drop the row when it checks it again after a wait. The plan, and whether
 * it has ended, are those at the beginning of the statement.
 *
 * Rows are locked in the order of their accounts. Otherwise, only rows of key_windows are locked, each while its
 * account's row is (db/admit.ts), so batches cannot deadlock with each other or with other statements. Rejected requests
 * write nothing.
 *
 * If everything that an account's batch asks for fits, and none of its keys has limits, all of it is admitted without
 * looking at the groups. If the account has nothing left, nothing is.
 *
 * Windows never go backwards. now() is the time at which the statement began, so a statement that waited for the lock
 * may find the row in a later window than its own. It then counts in that later window.
 */
export const DECIDE_BY_PLAN = `
create function decide_by_plan(
  digests text[],       -- SHA-256 of each key, in hex
  requests integer[],   -- how many of the batch's requests came with that key; 0 to ask without counting
  costs integer[],      -- the units that each of these requests takes; at least 1
  needs text[],         -- jsonpath predicates on the entitlements of the plan; null where nothing is required
  needed text[]         -- the scopes of which it needs all, separated by spaces; null where none is required
) returns table (
  entry bigint, verdict text, key_id uuid, account_id uuid, tier text, version integer, name text, prefix text,
  expires_at timestamptz, scopes text[], minute_limit integer, day_limit integer, month_limit integer,
  minute_used integer, day_used integer, month_before bigint, minute_end float8, day_end float8, admitted integer
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
    select a.entry, a.requests, a.cost, k.id as key_id, k.account_id, k.limited, k.name, k.expires_at, k.scopes,
      p.name as tier, p.version, p.minute_limit, p.day_limit, p.month_limit,
      coalesce('sk_live_' || k.public_id, k.imported_prefix) as prefix, case
        when k.id is null then 'unknown'
        when k.revoked_at is not null then 'revoked'
        when k.expires_at <= now() then confirm_expiry(k.id)
        -- An entitlement that the plan does not have makes the predicate null.
        when a.needs is not null and (p.entitlements @@ a.needs::jsonpath) is not true then 'insufficient'
        -- Where it needs no scope, or has no list of them, the comparison is null, and this branch is skipped.
        when not string_to_array(a.needed, ' ') <@ k.scopes then 'out_of_scope'
        else 'valid'
      end as verdict
    from unnest(digests, requests, costs, needs, needed) with ordinality
        as a (digest, requests, cost, needs, needed, entry)
      left join api_keys k on k.digest = decode(a.digest, 'hex')
      left join accounts c on c.id = k.account_id
      left join plans p on p.name = case when c.tier_until <= now() then c.tier_after else c.tier end
  ), demand as materialized (
    select a.account_id, a.minute_limit, a.day_limit, a.month_limit,
      least(coalesce(sum(a.requests::bigint * a.cost) filter (where a.verdict = 'valid'), 0), 2000000000)::integer
        as units,
      coalesce(bool_or(a.limited) filter (where a.verdict = 'valid'), false) as limited
    from asked a where a.verdict in ('valid', 'insufficient', 'out_of_scope')
    group by a.account_id, a.minute_limit, a.day_limit, a.month_limit
  ), windows as materialized (
    select w.account_id, d.units, d.limited,
      case when w.own_until <= now() then d.minute_limit else coalesce(w.own_minute, d.minute_limit) end as minute_limit,
      case when w.own_until <= now() then d.day_limit else coalesce(w.own_day, d.day_limit) end as day_limit,
      case when w.own_until <= now() then d.month_limit else coalesce(w.own_month, d.month_limit) end as month_limit,
      greatest(w.minute_start, this_minute) as minute_start,
      greatest(w.day_start, this_day) as day_start,
      case when w.minute_start >= this_minute then w.minute_used else 0 end as minute_used,
      case when w.day_start >= this_day then w.day_used else 0 end as day_used,
      case when w.day_start >= this_day then w.month_before
        when date_trunc('month', w.day_start, 'UTC') = date_trunc('month', this_day, 'UTC')
        then w.month_before + w.day_used else 0 end as month_before
    from usage_windows w join demand d on d.account_id = w.account_id
    order by w.account_id
    for update of w
  ), decided as materialized (
    select w.*, case
      when w.units <= greatest(w.room, 0) and not w.limited then null
      when w.room <= 0 then '[0:0]={0}'::integer[]
      else (
        select admit_in_order(array_agg(a.entry), array_agg(a.key_id), array_agg(a.requests), array_agg(a.cost),
          w.room, w.minute_start, w.day_start)
        from (
          select a.entry, a.key_id, a.requests, a.cost from asked a
          where a.account_id = w.account_id and a.verdict = 'valid' and a.requests > 0 order by a.entry) a
        having count(*) > 0)
      end as admitted
    from (
      -- An account whose plan is missing has no room.
      select w.*, coalesce(least(w.minute_limit - w.minute_used, w.day_limit - w.day_used,
        w.month_limit - w.month_before - w.day_used), 0) as room
      from windows w offset 0) w -- so that the room is computed once
  ), counted as (
    update usage_windows u
    set minute_start = d.minute_start, minute_used = d.minute_used + coalesce(d.admitted[0], d.units),
      day_start = d.day_start,
      day_used = least(d.day_used::bigint + coalesce(d.admitted[0], d.units), 2000000000)::integer,
      month_before = d.month_before
    from decided d
    where u.account_id = d.account_id and coalesce(d.admitted[0], d.units) > 0
  )
  select a.entry, a.verdict, a.key_id, a.account_id, a.tier, a.version, a.name, a.prefix, a.expires_at, a.scopes,
    d.minute_limit, d.day_limit, d.month_limit, d.minute_used, d.day_used, d.month_before,
    date_part('epoch', d.minute_start) + 60, date_part('epoch', d.day_start) + 86400,
    -- Nothing is admitted that is not counted: an account without its row of usage_windows has no decision.
    case when a.verdict <> 'valid' or d.account_id is null then 0 when d.admitted is null then a.requests
      else coalesce(d.admitted[a.entry], 0) end
  from asked a left join decided d on d.account_id = a.account_id
  order by a.entry;
end $$`
