import type pg from 'pg'
import { DatabaseUnavailable } from './outage.ts'

/** Takes a connection from a pool, or makes one. The pool itself gives up later than the one who waits. */
export type Attempt = (waitMs: number) => Promise<pg.PoolClient>

/**
 * While the server takes no connections, one is tried at a time, for longer than anybody waits for it: whoever waits
 * gives up in time, and the attempt goes on for those who come later. A frozen server keeps every attempt in its queue,
 * given up or not, and has to work off all of them before it serves anybody again, and a server that is short of time
 * never completes what is always given up: each request that tried anew would put off the recovery.
 */
export function oneTrialWhileDown(pool: pg.Pool): Attempt {
  let isDown = false
  const underWay = new Set<Promise<pg.PoolClient>>()

  /** Makes a connection. What is found out counts for everybody, also if the one who asked has left. */
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
    // An idle connection is had at once.
    if (pool.idleCount > 0) return pool.connect()
    const patience = new Patience(waitMs)
    try {
      const [trial] = underWay
      if (isDown && trial) await patience.orLeave(trial)
      // Otherwise the wait is for somebody else of this pool, and says nothing of the server.
      const isNew = pool.idleCount === 0 && pool.totalCount < Number(pool.options.max)
      const connection = isNew ? make() : pool.connect()
      return await patience.orLeave(connection, function leave(late) {
        if (isNew && underWay.has(connection)) isDown = true
        late.then(
          client => client.release(),
          () => {},
        )
      })
    } finally {
      patience.end()
    }
  }
}

/** How long somebody waits, for one thing or several in turn. */
class Patience {
  readonly #end: Promise<'over'>
  readonly #timer: NodeJS.Timeout

  constructor(milliseconds: number) {
    const { promise, resolve } = Promise.withResolvers<'over'>()
    this.#end = promise
    this.#timer = setTimeout(() => resolve('over'), milliseconds)
  }

  /** @param leave what becomes of something that has not come by then */
  async orLeave<T>(something: Promise<T>, leave: (late: Promise<T>) => void = () => {}): Promise<T> {
    const first = await Promise.race([something, this.#end])
    if (first !== 'over') return first
    leave(something)
    throw new DatabaseUnavailable('timeout exceeded when trying to connect')
  }

  end() {
    clearTimeout(this.#timer)
  }
}
