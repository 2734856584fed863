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

/**
 * Writes the activity of keys that are new to this instance, so that a person who is waiting for a key's first request sees
 * it within a second or two. Their usage follows with the normal flush. Sends nothing if there is no such key.
 * @throws the error of the statement; the activity is then left to the normal flush
 */
export async function flushNew(db: Database, log: ActivityLog) {
  let left = log.drainNew()
  if (left.length === 0) return
  try {
    left = await flushActivity(db, left)
  } finally {
    log.putBack(left, [])
  }
}

/** Makes functions run one after the other: a flush that ends has then written what an earlier one had taken. */
export function inSequence() {
  let last: Promise<unknown> = Promise.resolve()
  return function next(run: () => Promise<void>): Promise<void> {
    const done = last.then(run)
    last = done.catch(() => {})
    return done
  }
}
