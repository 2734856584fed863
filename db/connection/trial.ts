import type pg from 'pg'
import { DatabaseUnavailable } from './outage.ts'

/** Takes a connection from a pool, or makes one. */
export type Attempt = () => Promise<pg.PoolClient>

/**
 * While the server takes no connections, one is tried at a time, for longer than anybody waits for it: whoever waits
 * gives up in time, and the attempt goes on for those who come later. A frozen server keeps every attempt in its queue,
 * given up or not, and has to work off all of them before it serves anybody again, and a server that is short of time
 * never completes what is always given up: each request that tried anew would put off the recovery.
 * @param waitMs how long to wait; the pool itself gives up later
 */
export function oneTrialWhileDown(pool: pg.Pool, waitMs: number): Attempt {
  let isDown = false
  let trial: Promise<pg.PoolClient> | undefined

  /** What is found out counts for everybody, also if the one who asked has left. */
  async function settle(connection: Promise<pg.PoolClient>, isNew: boolean) {
    const succeeded = await connection.then(
      () => true,
      () => false,
    )
    if (succeeded || isNew) isDown = !succeeded
    if (trial === connection) trial = undefined
  }

  return async function attempt() {
    const { promise: tooLate, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(new DatabaseUnavailable('timeout exceeded when trying to connect')), waitMs)
    try {
      if (isDown && trial && pool.idleCount === 0) await Promise.race([trial, tooLate])
      // Otherwise the wait is for somebody else of this pool, and says nothing of the server.
      const isNew = pool.idleCount === 0 && pool.totalCount < (pool.options.max ?? 0)
      const connection = pool.connect()
      if (isDown && isNew) trial = connection
      void settle(connection, isNew)
      return await orLeave(connection, tooLate, function leave() {
        if (!isNew) return
        isDown = true
        trial ??= connection
      })
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Waits for a connection; one that comes too late goes back to its pool. */
async function orLeave(connection: Promise<pg.PoolClient>, tooLate: Promise<never>, leave: () => void) {
  try {
    return await Promise.race([connection, tooLate])
  } catch (error) {
    connection.then(
      client => client.release(),
      () => {},
    )
    leave()
    throw error
  }
}
