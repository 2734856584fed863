import type { Database } from '../db/connection/client.ts'
import { flushActivity, flushUsage } from '../db/usage/flush.ts'
import type { ActivityLog } from '../enforcement/activity-log.ts'

/** A statement with this many rows stays well within the time limit for statements. */
const ROWS_PER_STATEMENT = 500

/**
 * Writes the recorded uses of keys, and puts back for the next run what could not be written.
 * @throws the first error, or at the deadline
 */
export async function flush(db: Database, log: ActivityLog, deadline: AbortSignal) {
  const { activities, usages } = log.drain()
  const errors: unknown[] = []

  /** @returns the rows that were not written; after a failure, the rest is not attempted */
  async function write<Row>(rows: Row[], flushRows: (rows: Row[]) => Promise<Row[]>): Promise<Row[]> {
    const left: Row[] = []
    try {
      while (rows.length > 0) {
        deadline.throwIfAborted()
        left.push(...(await flushRows(rows.slice(0, ROWS_PER_STATEMENT))))
        rows.splice(0, ROWS_PER_STATEMENT)
      }
    } catch (error) {
      errors.push(error)
    }
    return [...left, ...rows]
  }

  const left = await write(activities, rows => flushActivity(db, rows))
  log.putBack(left, await write(usages, rows => flushUsage(db, rows)))
  if (errors.length > 0) throw errors[0]
}
