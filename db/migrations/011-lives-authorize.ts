import { type Kysely, sql } from 'kysely'

/**
 * An expired key stays expired: once any instance has reported a key as expired, no update makes it valid again, however
 * late that update's COMMIT arrives. Moving an expiry later takes the key's advisory lock; reporting an expiry requires
 * that nobody holds it. The trigger also covers instances of earlier releases and SQL typed by hand; ALWAYS, so that
 * `session_replication_role` does not switch it off.
 * The earlier functions stay for the instances of a rolling upgrade that still call them. Those instances do not know
 * the verdict `undecided`: the error makes them answer 503 for that batch.
 */
export async function up(db: Kysely<unknown>) {
  await sql`
    create function refuse_revival() returns trigger language plpgsql
      set search_path = pg_catalog, public, pg_temp
    as $$
    begin
      perform pg_advisory_xact_lock(uuid_hash_extended(old.id, 0));
      if old.expires_at <= clock_timestamp() then
        raise exception 'update on api_keys is refused: an expired key stays expired'
          using errcode = 'restrict_violation', constraint = 'expired_keys_stay_expired';
      end if;
      return new;
    end $$`.execute(db)
  await sql`
    create trigger expired_keys_stay_expired before update on api_keys
      for each row when (new.expires_at > old.expires_at or new.expires_at is null and old.expires_at is not null)
      execute function refuse_revival()`.execute(db)
  await sql`alter table api_keys enable always trigger expired_keys_stay_expired`.execute(db)

  await sql.raw(CONFIRM_EXPIRY).execute(db)
  await sql.raw(DECIDE_USES).execute(db)
  await sql`
    create function confirm_expiry_or_fail(id_of_key uuid) returns text language plpgsql volatile
      set search_path = pg_catalog, public, pg_temp
    as $$
    declare
      verdict text := confirm_expiry(id_of_key);
    begin
      if verdict = 'undecided' then
        raise exception 'the expiry of a key is being changed' using errcode = 'serialization_failure';
      end if;
      return verdict;
    end $$`.execute(db)
  for (const earlier of ['authorize_requests', 'authorize_uses', 'authorize_scoped_uses']) {
    const { rows } = await sql<{ text: string }>`select pg_get_functiondef(${earlier}::regproc) as text`.execute(db)
    for (const { text } of rows) await sql.raw(confirmed(text)).execute(db)
  }
}

function confirmed(text: string) {
  return text.replace(
    "when k.expires_at <= now() then 'expired'",
    'when k.expires_at <= now() then confirm_expiry_or_fail(k.id)',
  )
}

const CONFIRM_EXPIRY = `
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

const DECIDE_USES = `
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
