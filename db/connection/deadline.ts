import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresPool } from 'kysely'
import type pg from 'pg'
import type { Leave } from '../../limits/shares.ts'
import { DatabaseUnavailable } from './outage.ts'
import { prepared, unnamed } from './prepared.ts'
import { isReadOnly, type PooledClient, toPrimary } from './primary.ts'
import { statements } from './statements.ts'
import { type Attempt, oneTrialWhileDown } from './trial.ts'

/** SQLSTATE too_many_connections: all connection slots of the server are taken. */
const SLOTS_TAKEN = '53300'
const RETRY_MS = 20

interface Limits {
  /** From the request for a connection to the last result on it. */
  deadlineMs: number
  /** The part of the deadline for getting the connection; the rest is for using it. */
  connectMs: number
}

/** Waits for a place in a pool. @returns a function that gives the place back, or undefined if none was free in time */
type Enter = (withinMs: number) => Promise<Leave | undefined>

interface BoundedPool extends PostgresPool {
  /**
   * The same pool for callers that first need a place. The wait for the place counts as part of the wait for a
   * connection.
   */
  after(enter: Enter): PostgresPool
}

/**
 * A pool that gives each user one deadline, from the request for a connection to the last result on it. When it passes,
 * the connection is destroyed. The server's own timeouts do not cover a dead network, a frozen server or a commit that
 * waits for a standby, and a client that merely stopped waiting would return to the pool busy.
 * @param prepares whether statements are prepared, which ties them to one connection of the server
 */
export function withDeadline(pool: pg.Pool, { deadlineMs, connectMs }: Limits, prepares: boolean): BoundedPool {
  const toQuery = prepares ? prepared : unnamed
  const attempt = oneTrialWhileDown(pool)

  async function connect(deadline: number, waitMs: number, leave?: Leave) {
    const client = toPrimary(await connectBefore(attempt, pool, { deadline, waitMs }))
    return boundClient(client, { deadline, toQuery, leave })
  }

  async function connectAfter(enter: Enter) {
    const begun = performance.now()
    const leave = await enter(connectMs)
    if (!leave) throw new DatabaseUnavailable('too many requests of this kind are using the database')
    try {
      return await connect(begun + deadlineMs, Math.max(0, connectMs - (performance.now() - begun)), leave)
    } catch (error) {
      leave()
      throw error
    }
  }

  return {
    options: pool.options,
    end: () => pool.end(),
    connect: () => connect(performance.now() + deadlineMs, connectMs),
    // The pool itself is ended elsewhere.
    after: enter => ({ options: pool.options, end: async () => {}, connect: () => connectAfter(enter) }),
  }
}

interface Wait {
  deadline: number
  waitMs: number
}

/** If the server has no free slot, waits for one of the connections that the pool already has. */
async function connectBefore(attempt: Attempt, pool: pg.Pool, { deadline, waitMs }: Wait): Promise<pg.PoolClient> {
  for (;;)
    try {
      return await attempt(waitMs)
    } catch (error) {
      const { code } = error as { code?: string }
      if (code !== SLOTS_TAKEN || pool.totalCount === 0 || performance.now() + RETRY_MS > deadline) throw error
      await sleep(RETRY_MS)
    }
}

interface Use {
  deadline: number
  toQuery: typeof unnamed
  leave: Leave | undefined
}

function boundClient(client: PooledClient, { deadline, toQuery, leave }: Use) {
  let broken = false
  async function ask(text: string, values: readonly unknown[]) {
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => {
          broken = true
          reject(new DatabaseUnavailable('no answer in time'))
        },
        Math.max(0, deadline - performance.now()),
      )
    })
    try {
      const answer = values.length > 0 ? client.query(toQuery(text, values)) : client.query(text)
      return await Promise.race([answer, tooLate])
    } finally {
      clearTimeout(timer)
    }
  }
  async function query(text: string, values: readonly unknown[]) {
    try {
      const result = await ask(text, values)
      if (client.isUnconfirmed) throw new DatabaseUnavailable('no standby has confirmed the commit')
      return result
    } catch (error) {
      broken ||= client.isUnconfirmed || isReadOnly(error)
      throw error
    }
  }
  return {
    query: (text: string, values: readonly unknown[]) =>
      statements.hasSubscribers ? statements.tracePromise(() => query(text, values), { text }) : query(text, values),
    release: () => {
      client.release(broken)
      leave?.()
    },
  } as never
}
