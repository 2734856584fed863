import type pg from 'pg'
import { DatabaseUnavailable } from './outage.ts'

/** Takes a connection from a pool, or opens one. The pool's own timeout is longer than `waitMs`. */
export type Attempt = (waitMs: number) => Promise<pg.PoolClient>

/**
 * While the server accepts no connections, tries one at a time, for longer than any request waits for it: a request gives
 * up after its own timeout, and the attempt continues for later requests.
 *
 * A frozen server keeps every attempt in its queue, even one that its client has abandoned, and must work through all of
 * them before it serves a request. A server that is short of CPU never completes an attempt that is always abandoned. So
 * an attempt per request would delay the recovery.
 */
export function oneTrialWhileDown(pool: pg.Pool): Attempt {
  let isDown = false
  const underWay = new Set<Promise<pg.PoolClient>>()

  /** Opens a connection. Its outcome sets `isDown`, even if the request that needed it has given up. */
  function make() {
    const connection = pool.connect()
    underWay.add(connection)
    connection.then(
      () => settle(connection, false),
      () => settle(connection, true),
    )
    return connection
  }

  function settle(connection: Promise<pg.PoolClient>, failed: boolean) {
    underWay.delete(connection)
    isDown = failed
  }

  return async function attempt(waitMs) {
    if (pool.idleCount > 0) return pool.connect()
    const timeout = new Timeout(waitMs)
    try {
      const [trial] = underWay
      if (isDown && trial) await timeout.limit(trial)
      // A full pool makes this request wait for another one's connection, which says nothing about the server.
      const isNew = pool.idleCount === 0 && pool.totalCount < Number(pool.options.max)
      const connection = isNew ? make() : pool.connect()
      return await timeout.limit(connection, function abandon(late) {
        if (isNew && underWay.has(connection)) isDown = true
        late.then(
          client => client.release(),
          () => {},
        )
      })
    } finally {
      timeout.clear()
    }
  }
}

/** One timeout for several promises, one after another. */
class Timeout {
  readonly #expired: Promise<'expired'>
  readonly #timer: NodeJS.Timeout

  constructor(milliseconds: number) {
    const { promise, resolve } = Promise.withResolvers<'expired'>()
    this.#expired = promise
    this.#timer = setTimeout(() => resolve('expired'), milliseconds)
  }

  /** @param abandon called with a promise that has not settled in time @throws DatabaseUnavailable in that case */
  async limit<T>(promise: Promise<T>, abandon: (late: Promise<T>) => void = () => {}): Promise<T> {
    const first = await Promise.race([promise, this.#expired])
    if (first !== 'expired') return first
    abandon(promise)
    throw new DatabaseUnavailable('timeout exceeded when trying to connect')
  }

  clear() {
    clearTimeout(this.#timer)
  }
}
