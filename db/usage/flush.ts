import { type Kysely, sql } from 'kysely'
import type { Activity, Usage } from '../../enforcement/activity-log.ts'
import type { Tables } from '../tables.ts'

/**
 * Adds to the stored activity of keys, one row per key. Rows are locked in the order of their key ids, and rows that
 * another transaction has locked are skipped, because flushes run in the background on every instance and must neither
 * wait nor deadlock. Counts that stay at zero stay null.
 * @returns the activities that were not written, for the next flush
 */
export async function flushActivity(db: Kysely<Tables>, activities: readonly Activity[]): Promise<Activity[]> {
  const { rows } = await sql<{ place: number }>`
    with given as materialized (
      select place::int, key_id, refused_count, limited, insufficient, out_of_scope, blocked,
        to_timestamp(nullif(first, 0) / 1000) as first_used_at, to_timestamp(nullif(used, 0) / 1000) as last_used_at,
        to_timestamp(nullif(refused, 0) / 1000) as last_refused_at
      from unnest(
        ${activities.map(a => a.keyId)}::uuid[],
        ${activities.map(a => a.firstUsedMs)}::float8[], ${activities.map(a => a.lastUsedMs)}::float8[],
        ${activities.map(a => a.rejected)}::bigint[], ${activities.map(a => a.lastRejectedMs)}::float8[],
        ${activities.map(a => a.limited)}::bigint[], ${activities.map(a => a.insufficient)}::bigint[],
        ${activities.map(a => a.outOfScope)}::bigint[], ${activities.map(a => a.blocked)}::bigint[]
      ) with ordinality as g (key_id, first, used, refused_count, refused, limited, insufficient, out_of_scope, blocked,
        place) order by key_id
    ), locked as materialized (
      select a.key_id from public.key_activity a where a.key_id in (select key_id from given)
      order by a.key_id for update skip locked
    ), changed as (
      update public.key_activity a set
        first_used_at = least(a.first_used_at, g.first_used_at),
        last_used_at = greatest(a.last_used_at, g.last_used_at),
        refused_count = a.refused_count + g.refused_count,
        last_refused_at = greatest(a.last_refused_at, g.last_refused_at),
        limited_count = nullif(coalesce(a.limited_count, 0) + g.limited, 0),
        insufficient_count = nullif(coalesce(a.insufficient_count, 0) + g.insufficient, 0),
        out_of_scope_count = nullif(coalesce(a.out_of_scope_count, 0) + g.out_of_scope, 0),
        blocked_count = nullif(coalesce(a.blocked_count, 0) + g.blocked, 0)
      from given g join locked l on l.key_id = g.key_id
      where a.key_id = g.key_id returning a.key_id
    ), made as (
      insert into public.key_activity (key_id, first_used_at, last_used_at, refused_count, last_refused_at,
        limited_count, insufficient_count, out_of_scope_count, blocked_count)
      select g.key_id, g.first_used_at, g.last_used_at, g.refused_count, g.last_refused_at,
        nullif(g.limited, 0), nullif(g.insufficient, 0), nullif(g.out_of_scope, 0), nullif(g.blocked, 0) from given g
      where not exists (select from public.key_activity a where a.key_id = g.key_id)
      on conflict do nothing returning key_id
    )
    select place from given where key_id in (select key_id from changed union all select key_id from made)`.execute(db)
  return without(activities, rows)
}

/**
 * The time for `changed_at`, rounded down to 5 minutes. Nearly every flush finds it unchanged, so the update of a row
 * touches no index (HOT), and no more than 12 of its updates in an hour do. The transaction gets its ID before it reads
 * the clock: readers rely on that (db/usage/changes.ts). `offset 0` keeps the two apart.
 */
export const CHANGE = sql<{ at: Date }>`select date_bin('5 minutes', clock_timestamp(), 'epoch') as at
  from (select pg_current_xact_id() as id offset 0) begun where id is not null`

/** Adds to the requests and units per key and hour, like `flushActivity`. @returns the usages that were not written */
export async function flushUsage(db: Kysely<Tables>, usages: readonly Usage[]): Promise<Usage[]> {
  const { rows } = await sql<{ place: number }>`
    with change as materialized (${CHANGE}), given as materialized (
      select place::int, key_id, account_id, to_timestamp(hour_ms / 1000) as hour, requests, extra_units, rejected,
        limited, insufficient, out_of_scope, blocked
      from unnest(
        ${usages.map(u => u.keyId)}::uuid[], ${usages.map(u => u.accountId)}::uuid[],
        ${usages.map(u => u.hourMs)}::float8[],
        ${usages.map(u => u.requests)}::bigint[], ${usages.map(u => u.extraUnits)}::bigint[],
        ${usages.map(u => u.rejected)}::bigint[], ${usages.map(u => u.limited)}::bigint[],
        ${usages.map(u => u.insufficient)}::bigint[], ${usages.map(u => u.outOfScope)}::bigint[],
        ${usages.map(u => u.blocked)}::bigint[]
      ) with ordinality as g (key_id, account_id, hour_ms, requests, extra_units, rejected, limited, insufficient,
        out_of_scope, blocked, place) order by key_id, hour_ms
    ), locked as materialized (
      select u.key_id, u.hour from public.key_usage u where (u.key_id, u.hour) in (select key_id, hour from given)
      order by u.key_id, u.hour for update skip locked
    ), changed as (
      update public.key_usage u set requests = u.requests + g.requests,
        extra_units = u.extra_units + g.extra_units, rejected = u.rejected + g.rejected,
        limited = nullif(coalesce(u.limited, 0) + g.limited, 0),
        insufficient = nullif(coalesce(u.insufficient, 0) + g.insufficient, 0),
        out_of_scope = nullif(coalesce(u.out_of_scope, 0) + g.out_of_scope, 0),
        blocked = nullif(coalesce(u.blocked, 0) + g.blocked, 0),
        changed_at = greatest(u.changed_at, c.at)
      from change c, given g join locked l on l.key_id = g.key_id and l.hour = g.hour
      where u.key_id = g.key_id and u.hour = g.hour returning u.key_id, u.hour
    ), made as (
      insert into public.key_usage (key_id, hour, account_id, requests, extra_units, rejected,
        limited, insufficient, out_of_scope, blocked, changed_at)
      select g.key_id, g.hour, g.account_id, g.requests, g.extra_units, g.rejected,
        nullif(g.limited, 0), nullif(g.insufficient, 0), nullif(g.out_of_scope, 0), nullif(g.blocked, 0), c.at
      from given g, change c
      where not exists (select from public.key_usage u where u.key_id = g.key_id and u.hour = g.hour)
      on conflict do nothing returning key_id, hour
    )
    select place from given
    where (key_id, hour) in (select key_id, hour from changed union all select key_id, hour from made)`.execute(db)
  return without(usages, rows)
}

function without<T>(given: readonly T[], written: readonly { place: number }[]): T[] {
  const places = new Set(written.map(({ place }) => place))
  return given.filter((_, at) => !places.has(at + 1))
}
