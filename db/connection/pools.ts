import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import { APPLICATION_NAME } from '../release.ts'
import type { Tables } from '../tables.ts'
import { type Address, instanceAddress } from './address.ts'
import { withDeadline } from './deadline.ts'
import { Client } from './primary.ts'

/** How long a request may wait for a connection and for its results together before the response is 503. */
const DEADLINE_MS = 900
/** Of that, for getting a connection, so that time is left to use it: a statement cut short costs its connection. */
export const CONNECT_MS = 400
/** And for a lock: the server gives up in time to say so, and the connection stays good. */
const LOCK_MS = 450
/** How long one statement about many keys may take, and may wait for those that others hold. */
const BULK_MS = 10_000
export const BULK_LIMITS = { statement_timeout: BULK_MS, lock_timeout: BULK_MS }
/** How long an attempt to connect goes on for those who come later: a lost SYN is sent again after a second. */
const TRIAL_MS = 2_000

/**
 * The server-side timeouts end what a destroyed connection may leave running; our own wait is bounded by deadline.ts.
 * One connection is kept however long the pool is idle, because a server with no free slots would not give it back.
 */
export function createPool(databaseUrl: string, max: number, more: pg.PoolConfig = {}) {
  return quiet(
    new pg.Pool({
      Client,
      ...instanceAddress('DATABASE_URL', databaseUrl),
      max,
      min: 1,
      connectionTimeoutMillis: TRIAL_MS,
      statement_timeout: DEADLINE_MS,
      lock_timeout: LOCK_MS,
      idle_in_transaction_session_timeout: 5_000,
      application_name: APPLICATION_NAME,
      keepAlive: true,
      ...more,
    }),
  )
}

/** For one connection of the owner's, without time limits of keyward's. */
export const ownerPool = (address: Address) =>
  quiet(new pg.Pool({ ...address, max: 1, connectionTimeoutMillis: 5_000 }))

/** A connection that dies, idle or in use, must not crash the process: its query fails, and that is enough. */
function quiet(pool: pg.Pool) {
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

export const bounded = (pool: pg.Pool, prepares: boolean, deadlineMs = DEADLINE_MS) =>
  withDeadline(pool, { deadlineMs, connectMs: CONNECT_MS }, prepares)

export const open = (pool: pg.Pool, prepares: boolean, deadlineMs?: number) =>
  asKysely(bounded(pool, prepares, deadlineMs))

/** With the schema in every statement that Kysely builds, so that no table of another schema is meant by it. */
export const asKysely = (pool: PostgresPool): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema('public')
