import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import type { Subject } from './change.ts'

/** How many keys a preview shows. */
const MOST_USED = 10

/** Counts the keys that a revocation would affect, and lists the most used ones. */
export async function previewRevocation(db: Kysely<Tables>, subject: Subject) {
  const revoked = sql<number>`count(*) filter (where k.revoked_at is null)::int`.as('revoked')
  const before = sql<number>`count(k.revoked_at)::int`.as('already_revoked')
  const keys = db.selectFrom('api_keys as k').where(subject)
  const counts = await keys.select([revoked, before]).executeTakeFirstOrThrow()
  return { counts, most_used: await mostUsed(db, subject) }
}

/** The keys with the most admitted requests in the last week, without revoked and unused keys. */
function mostUsed(db: Kysely<Tables>, subject: Subject) {
  const since = (days: number) => sql<boolean>`u.hour > now() - make_interval(days => ${days}::int)`
  const requests = sql<number>`sum(u.requests)::float8`
  return db
    .selectFrom('api_keys as k')
    .innerJoin('key_usage as u', 'u.key_id', 'k.id')
    .select(['k.id', 'k.name', requests.as('requests_last_week')])
    .select(sql<number>`coalesce(sum(u.requests) filter (where ${since(1)}), 0)::float8`.as('requests_last_day'))
    .where(subject)
    .where('k.revoked_at', 'is', null)
    .where(since(7))
    .where(sql<boolean>`u.requests > 0`)
    .groupBy(['k.id', 'k.name'])
    .orderBy(requests, 'desc')
    .orderBy('k.id')
    .limit(MOST_USED)
    .execute()
}
