import type pg from 'pg'

/** Takes a connection from a pool, or makes one. */
export type Attempt = () => Promise<pg.PoolClient>

/**
 * While the server takes no connections, one is tried at a time, and whoever waits meanwhile shares its outcome. A
 * frozen server keeps every attempt in its queue, given up or not, and has to work off all of them before it serves
 * anybody again: each request that tried would put off the recovery.
 */
export function oneTrialWhileDown(pool: pg.Pool): Attempt {
  let isDown = false
  let trial: Promise<pg.PoolClient> | undefined
  return async function attempt() {
    if (isDown && trial && pool.idleCount === 0) await trial
    // Otherwise the wait is for somebody else of this pool, and says nothing of the server.
    const isNew = pool.idleCount === 0 && pool.totalCount < (pool.options.max ?? 0)
    const connection = pool.connect()
    if (isDown && isNew) trial = connection
    try {
      const client = await connection
      isDown = false
      return client
    } catch (error) {
      if (isNew) isDown = true
      throw error
    } finally {
      if (trial === connection) trial = undefined
    }
  }
}
