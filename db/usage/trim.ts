import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

/** So much of the table a statement: it locks nothing that is written today, and ends soon. */
const PAGES = 10_000

/**
 * Deletes the usage of hours that ended before a time, one part of the table after another. Needs the role that owns it.
 * @returns how many rows were deleted
 */
export async function trimUsage(db: Kysely<Tables>, before: Date): Promise<number> {
  const { pages } = await db
    .selectNoFrom(
      sql<number>`(pg_relation_size('public.key_usage') / current_setting('block_size')::int)::float8`.as('pages'),
    )
    .executeTakeFirstOrThrow()
  let deleted = 0
  for (let from = 0; from < pages; from += PAGES) {
    const { numAffectedRows } = await sql`delete from public.key_usage
      where ctid >= ${`(${from},0)`}::tid and ctid < ${`(${from + PAGES},0)`}::tid
      and hour + interval '1 hour' <= ${before}`.execute(db)
    deleted += Number(numAffectedRows)
  }
  return deleted
}
