import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresPool } from 'kysely'
import type pg from 'pg'
import { DatabaseUnavailable } from './outage.ts'
import { prepared, unnamed } from './prepared.ts'
import { isReadOnly, type PooledClient, toPrimary } from './primary.ts'
import { statements } from './statements.ts'
import { type Attempt, oneTrialWhileDown } from './trial.ts'

/** SQLSTATE too_many_connections: all of the server's slots are taken, no matter by whom. */
const SLOTS_TAKEN = '53300'
const RETRY_MS = 20

interface Limits {
  /** From the request for a connection to the last result on it. */
  deadlineMs: number
  /** Of that, for getting the connection, so that time is left to use it. */
  connectMs: number
}

/**
 * A pool that gives each of its users a deadline: it runs from the request for a connection to the last result on it,
 * and when it passes, the connection is destroyed. The server's own timeouts do not cover a dead network, a frozen
 * server or a commit that waits for a standby, and a client that merely gave up waiting would go back to the pool busy.
 * @param named whether statements are prepared under names, which belong to one connection of the server
 */
export function withDeadline(pool: pg.Pool, { deadlineMs, connectMs }: Limits, named: boolean): PostgresPool {
  const toQuery = named ? prepared : unnamed
  const attempt = oneTrialWhileDown(pool, connectMs)
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const deadline = performance.now() + deadlineMs
      return boundClient(toPrimary(await connectBefore(attempt, pool, deadline)), deadline, toQuery)
    },
  }
}

/** If the server has no free slot, waits for one of the connections that the pool already has. */
async function connectBefore(attempt: Attempt, pool: pg.Pool, deadline: number): Promise<pg.PoolClient> {
  for (;;)
    try {
      return await attempt()
    } catch (error) {
      const { code } = error as { code?: string }
      if (code !== SLOTS_TAKEN || pool.totalCount === 0 || performance.now() + RETRY_MS > deadline) throw error
      await sleep(RETRY_MS)
    }
}

function boundClient(client: PooledClient, deadline: number, toQuery: typeof unnamed) {
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
      if (client.isUnconfirmed) throw new DatabaseUnavailable('no standby has confirmed it')
      return result
    } catch (error) {
      broken ||= client.isUnconfirmed || isReadOnly(error)
      throw error
    }
  }
  return {
    query: (text: string, values: readonly unknown[]) =>
      statements.hasSubscribers ? statements.tracePromise(() => query(text, values), { text }) : query(text, values),
    release: () => client.release(broken),
  } as never
}
