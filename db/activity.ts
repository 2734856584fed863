import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** What has become of one key since the last flush. */
export interface Activity {
  keyId: string
  lastUsedAt: Date | null
  refused: number
  lastRefusedAt: Date | null
}

/** Admitted requests of one key in one hour since the last flush. */
export interface Usage {
  keyId: string
  /** The start of the hour, UTC. */
  hour: Date
  requests: number
}

/**
 * Adds to what is known of keys, one row a key. Rows are taken in id order, and one that somebody else has locked is
 * skipped: this runs in the background of every instance and must neither wait nor deadlock.
 * @returns the ids that were written; the others are for the next flush
 */
export async function flushActivity(db: Kysely<Tables>, activities: readonly Activity[]): Promise<Set<string>> {
  const { rows } = await sql<{ key_id: string }>`
    with given as materialized (
      select * from unnest(
        ${activities.map(a => a.keyId)}::uuid[], ${activities.map(a => a.lastUsedAt)}::timestamptz[],
        ${activities.map(a => a.refused)}::bigint[], ${activities.map(a => a.lastRefusedAt)}::timestamptz[]
      ) as g (key_id, last_used_at, refused_count, last_refused_at) order by key_id
    ), mine as materialized (
      select a.key_id from key_activity a where a.key_id in (select key_id from given)
      order by a.key_id for update skip locked
    ), changed as (
      update key_activity a set
        last_used_at = greatest(a.last_used_at, g.last_used_at),
        refused_count = a.refused_count + g.refused_count,
        last_refused_at = greatest(a.last_refused_at, g.last_refused_at)
      from given g join mine m on m.key_id = g.key_id
      where a.key_id = g.key_id returning a.key_id
    ), made as (
      insert into key_activity (key_id, last_used_at, refused_count, last_refused_at)
      select g.key_id, g.last_used_at, g.refused_count, g.last_refused_at from given g
      where not exists (select from key_activity a where a.key_id = g.key_id)
      on conflict do nothing returning key_id
    )
    select key_id from changed union all select key_id from made`.execute(db)
  return new Set(rows.map(row => row.key_id))
}

/** Adds to the requests a key and hour, like `flushActivity`. @returns `usageId` of what was written */
export async function flushUsage(db: Kysely<Tables>, usages: readonly Usage[]): Promise<Set<string>> {
  const { rows } = await sql<{ key_id: string; hour: Date }>`
    with given as materialized (
      select * from unnest(
        ${usages.map(u => u.keyId)}::uuid[], ${usages.map(u => u.hour)}::timestamptz[],
        ${usages.map(u => u.requests)}::bigint[]
      ) as g (key_id, hour, requests) order by key_id, hour
    ), mine as materialized (
      select u.key_id, u.hour from key_usage u where (u.key_id, u.hour) in (select key_id, hour from given)
      order by u.key_id, u.hour for update skip locked
    ), changed as (
      update key_usage u set requests = u.requests + g.requests
      from given g join mine m on m.key_id = g.key_id and m.hour = g.hour
      where u.key_id = g.key_id and u.hour = g.hour returning u.key_id, u.hour
    ), made as (
      insert into key_usage (key_id, hour, requests)
      select g.key_id, g.hour, g.requests from given g
      where not exists (select from key_usage u where u.key_id = g.key_id and u.hour = g.hour)
      on conflict do nothing returning key_id, hour
    )
    select key_id, hour from changed union all select key_id, hour from made`.execute(db)
  return new Set(rows.map(row => usageId(row.key_id, row.hour)))
}

/** A name for one key's hour. */
export const usageId = (keyId: string, hour: Date) => `${keyId} ${hour.getTime()}`

/** Requests of an account's keys, by day or by hour (UTC), the given number of them with the present one. */
export function readUsage(db: Kysely<Tables>, accountId: string, unit: 'day' | 'hour', count: number) {
  const start = sql<Date>`date_trunc(${unit}::text, u.hour, 'UTC')`
  const first = sql<Date>`date_trunc(${unit}::text, now(), 'UTC') - make_interval(hours => ${
    (unit === 'day' ? 24 : 1) * (count - 1)
  }::int)`
  return db
    .selectFrom('key_usage as u')
    .innerJoin('api_keys as k', 'k.id', 'u.key_id')
    .select(['u.key_id', start.as('start'), sql<number>`sum(u.requests)::float8`.as('requests')])
    .where('k.account_id', '=', accountId)
    .where('u.hour', '>=', first)
    .groupBy([sql`1`, sql`2`])
    .orderBy(sql`2`)
    .orderBy(sql`1`)
    .execute()
}
