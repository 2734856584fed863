import type { PostgresPool } from 'kysely'
import type pg from 'pg'
import { DatabaseUnavailable } from './outage.ts'
import { prepared } from './prepared.ts'

/**
 * A pool whose every query ends within a deadline, by destroying the connection. The server's time limits do not
 * bound a dead network, a frozen server or a commit that waits for a standby, and a client that merely gave up
 * waiting would go back to the pool busy.
 */
export function withDeadline(pool: pg.Pool, deadlineMs: number): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => boundClient(await pool.connect(), deadlineMs),
  }
}

function boundClient(client: pg.PoolClient, deadlineMs: number) {
  let broken = false
  return {
    query: async (text: string, values: readonly unknown[]) => {
      let timer: NodeJS.Timeout | undefined
      const deadline = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          broken = true
          reject(new DatabaseUnavailable(`no answer within ${deadlineMs} ms`))
        }, deadlineMs)
      })
      try {
        const answer = values.length > 0 ? client.query(prepared(text, values)) : client.query(text)
        return await Promise.race([answer, deadline])
      } finally {
        clearTimeout(timer)
      }
    },
    release: () => client.release(broken),
  } as never
}
