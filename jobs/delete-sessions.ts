import type { Database } from '../db/connection/client.ts'
import { deleteExpiredSessions } from '../db/portal/delete-expired.ts'

/** A statement with this many rows stays well within the time limit for statements. */
const ROWS_PER_STATEMENT = 500

/** Deletes the portal sessions that expired more than 30 days ago. @throws at the deadline */
export async function deleteSessions(db: Database, deadline: AbortSignal) {
  do deadline.throwIfAborted()
  while ((await deleteExpiredSessions(db, ROWS_PER_STATEMENT)) === ROWS_PER_STATEMENT)
}
