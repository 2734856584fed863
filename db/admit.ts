/**
 * Admits what fits of one account's batch, in order of arrival, where the account or one of its keys has too little left
 * for everything. A group of requests with the same cost is admitted in part if not all of it fits.
 *
 * Called only by `decide_by_plan`, and only while the account's row of `usage_windows` is locked. So no other batch
 * counts in the windows of the account's keys at the same time, and these rows need no order of locks of their own.
 * VOLATILE, so that its queries have a newer snapshot than the calling statement's: they see what the batch has counted
 * that held the account's row before. It never inserts a row of `key_windows`. One that another transaction has just
 * inserted is invisible here, and a second one would admit a key's limit twice.
 * @returns how many requests of each entry are admitted, and at index 0 the units of all of them
 */
export const ADMIT_IN_ORDER = `
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
