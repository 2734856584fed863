import type { Database } from '../db/connection/client.ts'
import { flushActivity, flushUsage } from '../db/usage/flush.ts'
import type { ActivityLog } from '../enforcement/activity-log.ts'

/** A statement with this many rows stays well within the time that a statement may take. */
const ROWS_A_STATEMENT = 500

/**
 * Writes the recorded uses of keys; what cannot be written is put back for the next run.
 * @param failed called with the reason if something could not be written
 */
export async function flush(db: Database, log: ActivityLog, failed: (error: Error) => void) {
  const { activities, usages } = log.drain()
  const left = await write(activities, rows => flushActivity(db, rows), failed)
  log.putBack(left, await write(usages, rows => flushUsage(db, rows), failed))
}

/** @returns the rows that could not be written; after a failure, the rest is not attempted */
async function write<Row>(
  rows: Row[],
  flushRows: (rows: Row[]) => Promise<Row[]>,
  failed: (error: Error) => void,
): Promise<Row[]> {
  const left: Row[] = []
  try {
    while (rows.length > 0) {
      left.push(...(await flushRows(rows.slice(0, ROWS_A_STATEMENT))))
      rows.splice(0, ROWS_A_STATEMENT)
    }
  } catch (error) {
    failed(error as Error)
  }
  return [...left, ...rows]
}
