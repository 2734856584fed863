import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import { APPLICATION_NAME } from '../release.ts'
import type { Tables } from '../tables.ts'
import { type Address, instanceAddress } from './address.ts'
import { withDeadline } from './deadline.ts'
import { Client } from './primary.ts'

/** How long a request may wait for a connection and its results together before it is answered 503. */
const DEADLINE_MS = 900
/**
 * The part of it for getting a connection. The rest is for using it: cutting a statement short costs its connection.
 */
export const CONNECT_MS = 400
/** The wait for a lock. The server ends it before the deadline, so the connection survives. */
const LOCK_MS = 450
/** How long one statement about many keys may take, including the wait for locked rows. */
const BULK_MS = 10_000
export const BULK_LIMITS = { statement_timeout: BULK_MS, lock_timeout: BULK_MS }
/** How long an attempt to connect continues for later requests. A lost SYN is sent again after one second. */
const TRIAL_MS = 2_000

/**
 * The server's timeouts end statements that a destroyed connection leaves running; deadline.ts limits how long requests
 * wait. One connection stays open while the pool is idle, because a server without free slots could not replace it.
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

/** One connection for the owner of the tables, without time limits. */
export const ownerPool = (address: Address) =>
  quiet(new pg.Pool({ ...address, max: 1, connectionTimeoutMillis: 5_000 }))

/** A broken connection, idle or in use, must not crash the process. Its query fails, which is enough. */
function quiet(pool: pg.Pool) {
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

export const bounded = (pool: pg.Pool, prepares: boolean, deadlineMs = DEADLINE_MS) =>
  withDeadline(pool, { deadlineMs, connectMs: CONNECT_MS }, prepares)

export const open = (pool: pg.Pool, prepares: boolean, deadlineMs?: number) =>
  asKysely(bounded(pool, prepares, deadlineMs))

/** Adds the schema to every statement, so that a table in another schema is never used by accident. */
export const asKysely = (pool: PostgresPool): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema('public')
