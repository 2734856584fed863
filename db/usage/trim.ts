import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

/** Pages of the table per statement, so that each statement ends soon. It locks no row that is written today. */
const PAGES = 10_000

/**
 * Deletes usage of hours that ended before a time, one part of the table after another. Needs the role that owns the
 * table.
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
