import { type Kysely, sql } from 'kysely'

/**
 * Plans are rows, which the deciding function reads, and accounts and keys can have limits of their own. An instance of
 * the release before knows two constant plans and no such limits, so all of this stays closed until the upgrade is
 * finished. The functions of earlier releases only learn to carry the month over when they open a new day.
 *
 * NOT VALID: the tables may be large, and the checks that these replace were at least as strict.
 */
export async function up(db: Kysely<unknown>) {
  // In the order in which the deciding functions use them, so that none of their statements waits in a circle.
  await sql`lock table api_keys, accounts, usage_windows, key_usage in access exclusive mode`.execute(db)
  await createPlans(db)
  await sql`
    alter table accounts
      add column tier_until timestamptz,
      add column tier_after text,
      add constraint accounts_tier_after_check check ((tier_until is null) = (tier_after is null)) not valid,
      add constraint accounts_tier_fkey foreign key (tier) references plans not valid,
      add constraint accounts_tier_after_fkey foreign key (tier_after) references plans not valid,
      drop constraint accounts_tier_check`.execute(db)
  await sql`
    alter table usage_windows
      add column month_before bigint not null default 0,
      add column own_minute integer,
      add column own_day integer,
      add column own_month integer,
      add column own_until timestamptz,
      add constraint usage_windows_month_check check (month_before >= 0) not valid,
      add constraint usage_windows_own_check check (
        own_minute between 1 and 1000000000 and own_day between 1 and 1000000000
        and own_month between 1 and 1000000000) not valid`.execute(db)
  await createKeyWindows(db)
  // Beyond one unit per request: what the release before adds to the requests needs no units of its own.
  await sql`
    alter table key_usage add column extra_units bigint not null default 0,
      add constraint key_usage_extra_units_check check (extra_units >= 0) not valid`.execute(db)
  for (const earlier of ['authorize_requests', 'authorize_uses', 'authorize_scoped_uses', 'decide_uses'])
    await carryMonthOver(db, earlier)
  await sql.raw(ADMIT_IN_ORDER).execute(db)
  await sql.raw(DECIDE_BY_PLAN).execute(db)
  await sql`insert into upgrades (migration) values ('014-plans-authorize')`.execute(db)
}

/** Keeps `month_before` true while instances of earlier releases still count. */
async function carryMonthOver(db: Kysely<unknown>, name: string) {
  const { rows } = await sql<{ text: string }>`select pg_get_functiondef(${name}::regproc) as text`.execute(db)
  for (const { text } of rows)
    await sql
      .raw(
        text.replace(
          'set minute_start = d.minute_start,',
          `set month_before = case
        when u.day_start >= d.day_start then u.month_before
        when date_trunc('month', u.day_start, 'UTC') = date_trunc('month', d.day_start, 'UTC')
        then u.month_before + u.day_used else 0 end,
      minute_start = d.minute_start,`,
        ),
      )
      .execute(db)
}

async function createPlans(db: Kysely<unknown>) {
  await sql`
    create table plans (
      name text primary key check (name ~ '^[a-z][a-z0-9_-]{0,31}$'),
      title text not null check (char_length(title) between 1 and 100),
      minute_limit integer not null check (minute_limit between 1 and 1000000000),
      day_limit integer check (day_limit between 1 and 1000000000),
      month_limit integer check (month_limit between 1 and 1000000000),
      keys integer not null default 100 check (keys between 1 and 1000000000),
      longest_days integer check (longest_days between 1 and 36500),
      entitlements jsonb not null default '{}' check (jsonb_typeof(entitlements) = 'object'),
      version integer not null default 1,
      is_default boolean not null default false,
      retired_at timestamptz
    )`.execute(db)
  await sql`create unique index plans_one_default on plans (is_default) where is_default`.execute(db)
  await sql`
    insert into plans (name, title, minute_limit, day_limit, is_default, entitlements) values
      ('free', 'Free', 10, 1000, true, '{"lookback_days": 1, "formats": ["json", "csv"]}'),
      ('pro', 'Pro', 1000, 1000000, false, '{"lookback_days": 365,
        "formats": ["json", "csv", "stix", "taxii", "misp", "cef", "openioc", "sigma"]}')`.execute(db)
}

/** The limits of keys that have any, and what such a key has used of its account's windows. */
async function createKeyWindows(db: Kysely<unknown>) {
  await sql`
    create table key_windows (
      key_id uuid primary key,
      minute_limit integer check (minute_limit between 1 and 1000000000),
      day_limit integer check (day_limit between 1 and 1000000000),
      month_limit integer check (month_limit between 1 and 1000000000),
      minute_start timestamptz not null default 'epoch',
      minute_used integer not null default 0 check (minute_used >= 0),
      day_start timestamptz not null default 'epoch',
      day_used integer not null default 0 check (day_used >= 0),
      month_before bigint not null default 0 check (month_before >= 0)
    ) with (fillfactor = 40)`.execute(db)
  await sql`alter table api_keys add column limited boolean not null default false`.execute(db)
}

const ADMIT_IN_ORDER = `
create function admit_in_order(
  entries bigint[], keys uuid[], requests integer[], costs integer[],  -- the account's valid groups, in order of arrival
  room bigint,                                                         -- the units that the account has left
  this_minute timestamptz, this_day timestamptz                        -- the windows in which the account's row counts
) returns integer[] language plpgsql volatile
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
begin
  -- The keys that have limits, and the units that each has left.
  select array_agg(k.key_id), array_agg(k.room) into limited, rooms from (
    select w.key_id, least(
      w.minute_limit - case when w.minute_start >= this_minute then w.minute_used else 0 end,
      w.day_limit - case when w.day_start >= this_day then w.day_used else 0 end,
      w.month_limit - case
        when date_trunc('month', w.day_start, 'UTC') >= date_trunc('month', this_day, 'UTC')
        then w.month_before + w.day_used else 0 end)::bigint as room
    from key_windows w where w.key_id = any (keys) order by w.key_id for update) k;

  for i in 1 .. cardinality(entries) loop
    at := array_position(limited, keys[i]);
    n := greatest(0, least(requests[i], (room - units) / costs[i], rooms[at] / costs[i]));
    admitted[entries[i]] := n;
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
      select g.key_id, sum(admitted[g.entry]::bigint * g.cost) as units
      from unnest(entries, keys, costs) as g (entry, key_id, cost) group by g.key_id) t
    where w.key_id = t.key_id and t.units > 0;
  end if;
  admitted[0] := units;
  return admitted;
end $$`

const DECIDE_BY_PLAN = `
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
