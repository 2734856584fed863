import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

const KEPT_DAYS = 30

/**
 * Deletes sessions that expired some time ago. Skips locked rows, so it can run on all instances at once.
 * @returns how many were deleted
 */
export async function deleteExpiredSessions(db: Kysely<Tables>, most: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('portal_sessions')
    .where('id', 'in', sessions =>
      sessions
        .selectFrom('portal_sessions')
        .select('id')
        .where('expires_at', '<', sql<Date>`now() - make_interval(days => ${KEPT_DAYS})`)
        .orderBy('expires_at')
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}
