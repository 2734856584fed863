import { type Kysely, sql } from 'kysely'

/**
 * The deciding function, which knows suspended accounts and paused keys, external IDs, metadata, prefixes and
 * entitlements of any plan, and which returns what a key has used of its own limits. What it guarantees, and why, is in
 * db/authorize.ts. Instances of the release before keep calling decide_by_plan until the upgrade is finished.
 */
export async function up(db: Kysely<unknown>) {
  // Returned with every verdict: converting it each time would cost 5 % of a batch.
  await sql`
    alter table plans
      add column entitlements_text text not null generated always as (entitlements::text) stored`.execute(db)
  await sql.raw(ADMIT_BY_TERMS).execute(db)
  await sql.raw(DECIDE_BY_TERMS).execute(db)
  await sql`insert into upgrades (migration) values ('016-terms-authorize')`.execute(db)
}

/**
 * Admits what fits of one account's groups, in order of arrival, and counts it in the windows of the keys with limits.
 * A group of requests with the same cost is admitted in part if not all of it fits. Called only by `decide_by_terms`,
 * whose settings also apply here.
 * @returns at index 0 the units of everything that is admitted; from index 7 * entry, how many requests of that entry are
 * admitted, followed, for a key with limits, by the limit and the use, before this batch, of its minute, day and month
 */
const ADMIT_BY_TERMS = `
create function admit_by_terms(
  entries bigint[],                                  -- the account's, in order of arrival; negative if they ask for nothing
  keys uuid[], requests integer[], costs integer[],  -- of all entries of the batch
  room bigint,                                       -- the units that the account has left
  this_minute timestamptz, this_day timestamptz      -- the windows in which the account's row counts
) returns float8[] language plpgsql volatile
as $$
#variable_conflict use_column
declare
  answer float8[] := '[0:0]={0}';
  units bigint := 0;
  n bigint;
  e bigint;
  at integer;
  limited uuid[];
  rooms bigint[];
  given bigint[];
  terms float8[];
begin
  -- The keys that have limits, the units that each has left, its limits and what it has used of them.
  select array_agg(k.key_id), array_agg(0::bigint),
    array_agg(least(k.minute_limit - k.minute_used, k.day_limit - k.day_used, k.month_limit - k.month_used)),
    array_agg(array[k.minute_limit, k.minute_used, k.day_limit, k.day_used, k.month_limit, k.month_used]::float8[])
  into limited, given, rooms, terms
  from (
    select w.key_id, w.minute_limit, w.day_limit, w.month_limit,
      case when w.minute_start >= this_minute then w.minute_used else 0 end as minute_used,
      case when w.day_start >= this_day then w.day_used else 0 end as day_used,
      case when date_trunc('month', w.day_start, 'UTC') >= date_trunc('month', this_day, 'UTC')
        then w.month_before + w.day_used else 0 end as month_used
    from (
      select * from key_windows
      where key_id = any (array(select keys[abs(a.entry)] from unnest(entries) as a (entry)))
      order by key_id for update) w) k
  where coalesce(k.minute_limit, k.day_limit, k.month_limit) is not null;

  foreach e in array entries loop
    n := e;
    e := abs(e);
    at := array_position(limited, keys[e]);
    n := case when n < 0 then 0
      else greatest(0, least(requests[e], (room - units) / costs[e], rooms[at] / costs[e])) end;
    answer[7 * e] := n;
    units := units + n * costs[e];
    if at is not null then
      rooms[at] := rooms[at] - n * costs[e];
      given[at] := given[at] + n * costs[e];
      answer[7 * e + 1 : 7 * e + 6] := terms[at : at][1 : 6];
    end if;
  end loop;

  if limited is not null then
    update key_windows w set
      minute_start = greatest(w.minute_start, this_minute),
      minute_used = least(case when w.minute_start >= this_minute then w.minute_used else 0 end + g.units,
        2000000000)::integer,
      month_before = case
        when w.day_start >= this_day then w.month_before
        when date_trunc('month', w.day_start, 'UTC') = date_trunc('month', this_day, 'UTC')
        then w.month_before + w.day_used else 0 end,
      day_start = greatest(w.day_start, this_day),
      day_used = least(case when w.day_start >= this_day then w.day_used else 0 end + g.units, 2000000000)::integer
    from unnest(limited, given) as g (key_id, units)
    where w.key_id = g.key_id and g.units > 0;
  end if;
  answer[0] := units;
  return answer;
end $$`

const DECIDE_BY_TERMS = `
create function decide_by_terms(
  digests text[],       -- SHA-256 of each key, in hex
  requests integer[],   -- how many of the batch's requests came with that key; 0 to ask without counting
  costs integer[],      -- the units that each of these requests takes; at least 1
  needs text[],         -- jsonpath predicates on the entitlements of the plan; null where nothing is required
  needed text[],        -- the scopes of which it needs all, separated by spaces; null where none is required
  described boolean[]   -- whether the metadata of key and account is returned
) returns table (
  entry bigint, verdict text, key_id uuid, account_id uuid, external_id text, tier text, entitlements text, name text,
  prefix text, expires_at timestamptz, scopes text[], key_metadata jsonb, account_metadata jsonb,
  minute_limit integer, day_limit integer, month_limit integer, minute_used integer, day_used integer,
  month_before bigint, minute_end float8, day_end float8,
  key_terms float8[],   -- the limits of a key, and what it had used of them before this batch (see admit_by_terms)
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
  ignored text;
begin
  -- Losing the last moments of counts in a crash is acceptable; waiting for the disk on every request is not.
  -- If a standby must confirm every commit, it still does.
  if current_setting('synchronous_standby_names') = '' then
    ignored := set_config('synchronous_commit', 'off', true); -- cheaper than PERFORM, which runs a query
  end if;

  return query
  with asked as materialized (
    select a.entry, a.requests, a.cost, k.id as key_id, k.account_id, k.limited, k.name, k.expires_at, k.scopes,
      case when a.described then k.metadata end as key_metadata, c.external_id,
      case when a.described then c.metadata end as account_metadata, p.name as tier,
      p.entitlements_text, p.minute_limit, p.day_limit, p.month_limit,
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
    from unnest(digests, requests, costs, needs, needed, described) with ordinality
        as a (digest, requests, cost, needs, needed, described, entry)
      left join api_keys k on k.digest = decode(a.digest, 'hex')
      left join accounts c on c.id = k.account_id
      left join plans p on p.name = case when c.tier_until <= now() then c.tier_after else c.tier end
  ), demand as materialized (
    select a.account_id, a.minute_limit, a.day_limit, a.month_limit,
      least(coalesce(sum(a.requests * a.cost) filter (where a.verdict = 'valid'), 0), 2000000000)::integer
        as units,
      bool_or(a.limited) as limited
    from asked a where a.verdict in ('valid', 'insufficient', 'out_of_scope', 'suspended', 'paused')
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
      when not w.limited and w.units <= greatest(w.room, 0) then null -- all of it is admitted
      when not w.limited and w.room <= 0 then '[0:0]={0}'::float8[]
      else admit_by_terms(
        -- Not array_agg: setting up an aggregate would cost every batch more than most batches need in all.
        array(
          select case a.verdict when 'valid' then a.entry else -a.entry end from asked a
          where a.account_id = w.account_id order by a.entry),
        array(select a.key_id from asked a order by a.entry), requests, costs, w.room, w.minute_start, w.day_start)
      end as answer
    from (
      -- An account whose plan is missing has no room.
      select w.*, coalesce(least(w.minute_limit - w.minute_used, w.day_limit - w.day_used,
        w.month_limit - w.month_before - w.day_used), 0) as room
      from windows w offset 0) w -- so that the room is computed once
  ), counted as (
    update usage_windows u
    set minute_start = d.minute_start, minute_used = (d.minute_used + coalesce(d.answer[0], d.units))::integer,
      day_start = d.day_start, day_used = least(d.day_used + coalesce(d.answer[0], d.units), 2000000000)::integer,
      month_before = d.month_before
    from decided d
    where u.account_id = d.account_id and coalesce(d.answer[0], d.units) > 0
  )
  select a.entry,
    -- Nothing is admitted that is not counted: an account without its plan or its usage_windows has no decision.
    case when d.minute_limit is null and a.verdict not in ('unknown', 'revoked', 'expired') then 'undecided'
      else a.verdict end,
    a.key_id, a.account_id, a.external_id, a.tier, a.entitlements_text, a.name, a.prefix, a.expires_at, a.scopes,
    a.key_metadata, a.account_metadata,
    d.minute_limit, d.day_limit, d.month_limit, d.minute_used, d.day_used, d.month_before,
    date_part('epoch', d.minute_start) + 60, date_part('epoch', d.day_start) + 86400,
    case when a.limited then d.answer[7 * a.entry + 1 : 7 * a.entry + 6] end,
    case when a.verdict <> 'valid' or d.account_id is null then 0 when d.answer is null then a.requests
      else coalesce(d.answer[7 * a.entry], 0)::integer end
  from asked a left join decided d on d.account_id = a.account_id;
end $$`
