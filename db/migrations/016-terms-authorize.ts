import { type Kysely, sql } from 'kysely'

/**
 * The deciding function, which knows suspended accounts and paused keys, external IDs, metadata, prefixes and
 * entitlements of any plan, and which returns what a key has used of its own limits. What it guarantees, and why, is in
 * db/authorize.ts. Instances of the release before keep calling decide_by_plan until the upgrade is finished.
 */
export async function up(db: Kysely<unknown>) {
  await sql.raw(ADMIT_BY_TERMS).execute(db)
  await sql.raw(DECIDE_BY_TERMS).execute(db)
  await sql`insert into upgrades (migration) values ('016-terms-authorize')`.execute(db)
}

/**
 * Admits what fits of one account's groups, in order of arrival, and counts it in the windows of the keys with limits.
 * A group of requests with the same cost is admitted in part if not all of it fits.
 * @returns {"units": 7, "3": {"admitted": 2, "key": {"minute": [limit, used], "day": null, "month": null}}, ...}: the
 * units of everything that is admitted and, for each entry, how many of its requests are, and what its key had used
 * of its own limits before this batch. "key" is null for a key without limits.
 */
const ADMIT_BY_TERMS = `
create function admit_by_terms(
  entries bigint[], keys uuid[], requests integer[], costs integer[],  -- the account's groups, in order of arrival
  room bigint,                                                         -- the units that the account has left
  this_minute timestamptz, this_day timestamptz                        -- the windows in which the account's row counts
) returns jsonb language plpgsql volatile
  set plan_cache_mode = force_generic_plan set enable_seqscan = off
  set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  admitted integer[] := '{}';
  units bigint := 0;
  n bigint;
  at integer;
  limited uuid[];
  rooms bigint[];
  states jsonb[];
  answer jsonb;
begin
  -- The keys that have limits, what they have used of them, and the units that each has left.
  select array_agg(k.key_id), array_agg(k.state),
    array_agg(least(k.minute_limit - k.minute_used, k.day_limit - k.day_used, k.month_limit - k.month_used))
  into limited, states, rooms
  from (
    select u.*, jsonb_build_object(
      'minute', case when u.minute_limit is not null then jsonb_build_array(u.minute_limit, u.minute_used) end,
      'day', case when u.day_limit is not null then jsonb_build_array(u.day_limit, u.day_used) end,
      'month', case when u.month_limit is not null then jsonb_build_array(u.month_limit, u.month_used) end) as state
    from (
      select w.key_id, w.minute_limit, w.day_limit, w.month_limit,
        case when w.minute_start >= this_minute then w.minute_used else 0 end as minute_used,
        case when w.day_start >= this_day then w.day_used else 0 end as day_used,
        case when date_trunc('month', w.day_start, 'UTC') >= date_trunc('month', this_day, 'UTC')
          then w.month_before + w.day_used else 0 end as month_used
      from (select * from key_windows where key_id = any (keys) order by key_id for update) w) u
    where coalesce(u.minute_limit, u.day_limit, u.month_limit) is not null) k;

  for i in 1 .. cardinality(entries) loop
    at := array_position(limited, keys[i]);
    n := greatest(0, least(requests[i], (room - units) / costs[i], rooms[at] / costs[i]));
    admitted[i] := n;
    units := units + n * costs[i];
    if at is not null then rooms[at] := rooms[at] - n * costs[i]; end if;
  end loop;

  if limited is not null then
    update key_windows w set
      minute_start = greatest(w.minute_start, this_minute),
      minute_used = least(case when w.minute_start >= this_minute then w.minute_used else 0 end::bigint + t.units,
        2000000000)::integer,
      month_before = case
        when w.day_start >= this_day then w.month_before
        when date_trunc('month', w.day_start, 'UTC') = date_trunc('month', this_day, 'UTC')
        then w.month_before + w.day_used else 0 end,
      day_start = greatest(w.day_start, this_day),
      day_used = least(case when w.day_start >= this_day then w.day_used else 0 end::bigint + t.units,
        2000000000)::integer
    from (
      select g.key_id, sum(g.admitted::bigint * g.cost) as units
      from unnest(keys, admitted, costs) as g (key_id, admitted, cost)
      where g.key_id = any (limited) group by g.key_id) t
    where w.key_id = t.key_id and t.units > 0;
  end if;

  select jsonb_object_agg(g.entry, jsonb_build_object('admitted', g.admitted,
    'key', states[array_position(limited, g.key_id)])) into answer
  from unnest(entries, keys, admitted) as g (entry, key_id, admitted);
  return answer || jsonb_build_object('units', units);
end $$`

const DECIDE_BY_TERMS = `
create function decide_by_terms(
  digests text[],       -- SHA-256 of each key, in hex
  requests integer[],   -- how many of the batch's requests came with that key; 0 to ask without counting
  costs integer[],      -- the units that each of these requests takes; at least 1
  needs text[],         -- jsonpath predicates on the entitlements of the plan; null where nothing is required
  needed text[]         -- the scopes of which it needs all, separated by spaces; null where none is required
) returns table (
  entry bigint, verdict text, key_id uuid, account_id uuid, external_id text, tier text, entitlements text, name text,
  prefix text, expires_at timestamptz, scopes text[], key_metadata jsonb, account_metadata jsonb,
  minute_limit integer, day_limit integer, month_limit integer, minute_used integer, day_used integer,
  month_before bigint, minute_end float8, day_end float8,
  key_windows jsonb,    -- what a key with limits had used of them before this batch (see admit_by_terms)
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
    select a.entry, a.requests, a.cost, k.id as key_id, k.account_id, k.limited, k.name, k.expires_at, k.scopes,
      k.metadata as key_metadata, c.external_id, c.metadata as account_metadata, p.name as tier,
      p.entitlements::text as entitlements, p.minute_limit, p.day_limit, p.month_limit,
      coalesce(k.imported_prefix, k.key_prefix || k.public_id) as prefix, case
        when k.id is null then 'unknown'
        when k.revoked_at is not null then 'revoked'
        when k.expires_at <= now() then confirm_expiry(k.id)
        when c.suspended_at is not null then 'suspended'
        when k.paused_at is not null then 'paused'
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
      bool_or(a.limited) as limited
    from asked a where a.verdict not in ('unknown', 'revoked', 'expired', 'undecided')
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
    select w.*, coalesce((w.answer ->> 'units')::integer, w.units) as given
    from (
      select w.*, case
        when not w.limited and w.units <= greatest(w.room, 0) then null -- all of it is admitted
        when not w.limited and w.room <= 0 then '{"units": 0}'::jsonb
        else (
          select admit_by_terms(array_agg(a.entry), array_agg(a.key_id), array_agg(a.requests), array_agg(a.cost),
            w.room, w.minute_start, w.day_start)
          from (
            select a.entry, a.key_id, a.cost, case a.verdict when 'valid' then a.requests else 0 end as requests
            from asked a
            where a.account_id = w.account_id and a.verdict not in ('unknown', 'revoked', 'expired', 'undecided')
            order by a.entry) a)
        end as answer
      from (
        -- An account whose plan is missing has no room.
        select w.*, coalesce(least(w.minute_limit - w.minute_used, w.day_limit - w.day_used,
          w.month_limit - w.month_before - w.day_used), 0) as room
        from windows w offset 0) w offset 0) w -- so that room and answer are computed once
  ), counted as (
    update usage_windows u
    set minute_start = d.minute_start, minute_used = least(d.minute_used::bigint + d.given, 2000000000)::integer,
      day_start = d.day_start, day_used = least(d.day_used::bigint + d.given, 2000000000)::integer,
      month_before = d.month_before
    from decided d
    where u.account_id = d.account_id and d.given > 0
  )
  select a.entry,
    -- Nothing is admitted that is not counted: an account without its plan or its usage_windows has no decision.
    case when d.minute_limit is null and a.verdict not in ('unknown', 'revoked', 'expired') then 'undecided'
      else a.verdict end,
    a.key_id, a.account_id, a.external_id, a.tier, a.entitlements, a.name, a.prefix, a.expires_at, a.scopes,
    a.key_metadata, a.account_metadata,
    d.minute_limit, d.day_limit, d.month_limit, d.minute_used, d.day_used, d.month_before,
    date_part('epoch', d.minute_start) + 60, date_part('epoch', d.day_start) + 86400,
    d.answer -> a.entry::text -> 'key',
    case when a.verdict <> 'valid' or d.account_id is null then 0 when d.answer is null then a.requests
      else coalesce((d.answer -> a.entry::text ->> 'admitted')::integer, 0) end
  from asked a left join decided d on d.account_id = a.account_id
  order by a.entry;
end $$`
