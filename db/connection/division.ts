import type { PostgresPool } from 'kysely'
import type pg from 'pg'
import { type Leave, sharesOf } from '../../limits/shares.ts'
import type { withDeadline } from './deadline.ts'

export type PoolUse = Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'>

/** For requests that are not divided by account. */
const ANY = ''

/**
 * Divides one pool so that a revocation of one key always gets a connection. All numbers are upper bounds; connections
 * that are not in use serve revocations. With 7 connections, everything else has 4, of which searches have 3 and each
 * account 2. Revocations of many keys have 2 of the other 3, and each account 1. A pool of fewer than 4 cannot be
 * divided like this, and gives each kind at least one.
 * @param toDatabase makes a database of a pool for the callers
 */
export function divide<Database>(
  pool: pg.Pool,
  bounded: ReturnType<typeof withDeadline>,
  toDatabase: (pool: PostgresPool) => Database,
) {
  const max = Number(pool.options.max)
  const rest = Math.ceil(max / 2)
  const searches = Math.max(1, rest - 1)
  const others = sharesOf(rest)
  const searching = sharesOf(searches, Math.max(1, searches - 1))
  const many = Math.max(1, max - rest - 1)
  const revokingMany = sharesOf(many, Math.max(1, many - 1))

  async function enterSearch(accountId: string, withinMs: number): Promise<Leave | undefined> {
    const begun = performance.now()
    const leaveSearches = await searching.take(accountId, withinMs)
    if (!leaveSearches) return undefined
    const leaveOthers = await others.take(ANY, withinMs - (performance.now() - begun))
    if (!leaveOthers) return void leaveSearches()
    return () => {
      leaveOthers()
      leaveSearches()
    }
  }

  return {
    revoking: toDatabase(bounded),
    db: toDatabase(bounded.after(withinMs => others.take(ANY, withinMs))),
    revokingMany: (id: string) => toDatabase(bounded.after(withinMs => revokingMany.take(id, withinMs))),
    searching: (id: string) => toDatabase(bounded.after(withinMs => enterSearch(id, withinMs))),
    /** The use of the pool, and how many requests wait for any part of it. */
    use: {
      get totalCount() {
        return pool.totalCount
      },
      get idleCount() {
        return pool.idleCount
      },
      get waitingCount() {
        return pool.waitingCount + others.waitingCount + searching.waitingCount + revokingMany.waitingCount
      },
    },
  }
}
