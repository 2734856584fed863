import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

interface UsageFilter {
  unit: 'day' | 'hour'
  /** The number of days or hours, including the current one. */
  count: number
  /** Only requests with this key. */
  keyId: string | undefined
}

/** Requests of an account's keys, and the units that they took, by UTC day or hour. */
export function readUsage(db: Kysely<Tables>, accountId: string, { unit, count, keyId }: UsageFilter) {
  const start = sql<Date>`date_trunc(${unit}::text, u.hour, 'UTC')`
  const first = sql<Date>`date_trunc(${unit}::text, now(), 'UTC') - make_interval(hours => ${
    (unit === 'day' ? 24 : 1) * (count - 1)
  }::int)`
  return db
    .selectFrom('key_usage as u')
    .innerJoin('api_keys as k', 'k.id', 'u.key_id')
    .select(['u.key_id', start.as('start'), sql<number>`sum(u.requests)::float8`.as('requests')])
    .select(sql<number>`sum(u.requests + u.extra_units)::float8`.as('units'))
    .select(sql<number>`sum(u.rejected)::float8`.as('rejected'))
    .select(sql<number>`coalesce(sum(u.limited), 0)::float8`.as('limited'))
    .select(sql<number>`coalesce(sum(u.insufficient), 0)::float8`.as('insufficient'))
    .select(sql<number>`coalesce(sum(u.out_of_scope), 0)::float8`.as('out_of_scope'))
    .select(sql<number>`coalesce(sum(u.blocked), 0)::float8`.as('blocked'))
    .where('k.account_id', '=', accountId)
    .where('u.hour', '>=', first)
    .$if(keyId !== undefined, usage => usage.where('u.key_id', '=', keyId as string))
    .groupBy([sql`1`, sql`2`])
    .orderBy(sql`2`)
    .orderBy(sql`1`)
    .execute()
}
