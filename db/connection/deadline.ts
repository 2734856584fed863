import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresPool } from 'kysely'
import type pg from 'pg'
import { DatabaseUnavailable } from './outage.ts'
import { prepared } from './prepared.ts'

/** SQLSTATE too_many_connections: the server's slots are taken, by whomever. */
const SLOTS_TAKEN = '53300'
const RETRY_MS = 20

/**
 * A pool whose users are done within a deadline: it runs from asking for a connection to the last answer on it, and
 * ends by destroying the connection. The server's time limits do not bound a dead network, a frozen server or a commit
 * that waits for a standby, and a client that merely gave up waiting would go back to the pool busy.
 */
export function withDeadline(pool: pg.Pool, deadlineMs: number): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const deadline = performance.now() + deadlineMs
      return boundClient(await connectBefore(pool, deadline), deadline)
    },
  }
}

/** Where no further connection is to be had, waits for one of those that there are. */
async function connectBefore(pool: pg.Pool, deadline: number): Promise<pg.PoolClient> {
  for (;;)
    try {
      return await pool.connect()
    } catch (error) {
      const { code } = error as { code?: string }
      if (code !== SLOTS_TAKEN || pool.totalCount === 0 || performance.now() + RETRY_MS > deadline) throw error
      await sleep(RETRY_MS)
    }
}

function boundClient(client: pg.PoolClient, deadline: number) {
  let broken = false
  return {
    query: async (text: string, values: readonly unknown[]) => {
      let timer: NodeJS.Timeout | undefined
      const tooLate = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          broken = true
          reject(new DatabaseUnavailable('no answer in time'))
        }, deadline - performance.now())
      })
      try {
        const answer = values.length > 0 ? client.query(prepared(text, values)) : client.query(text)
        return await Promise.race([answer, tooLate])
      } finally {
        clearTimeout(timer)
      }
    },
    release: () => client.release(broken),
  } as never
}
