import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely'
import pg from 'pg'
import { MOST_IN_FLIGHT } from '../../enforcement/authorizer.ts'
import { grantTo } from '../grants.ts'
import { migrate } from '../migrate.ts'
import type { Tables } from '../tables.ts'
import { withDeadline } from './deadline.ts'
import { requireDurable } from './durability.ts'
import { openEmbedded } from './embedded.ts'
import { Client } from './primary.ts'

export type Database = Kysely<Tables>

/** How long a request may wait for a connection and for its results together before the response is 503. */
export const DEADLINE_MS = 900
/** Of that, for getting a connection, so that time is left to use it: a statement cut short costs its connection. */
export const CONNECT_MS = 400
/** And for a lock: the server gives up in time to say so, and the connection stays good. */
const LOCK_MS = 450
/** How long one statement about many keys may take, and may wait for those that others hold. */
const BULK_MS = 10_000
/** How long an attempt to connect goes on for those who come later: a lost SYN is sent again after a second. */
const TRIAL_MS = 2_000

export interface DatabaseSettings {
  /** A PostgreSQL URL; if unset, the embedded database in `dataDir` is used. */
  databaseUrl?: string | undefined
  /** The same database by the role that owns its tables; the same address unless it is given. */
  migrationDatabaseUrl?: string | undefined
  dataDir: string
  databasePoolMax: number
  /** `transaction` if a pooler lends its connections for a transaction at a time: then no statement is named. */
  databasePooling?: string
}

export interface Connections {
  /** For everything except the decisions about keys. */
  db: Database
  /**
   * Connections reserved for those decisions: however many requests are waiting for a locked row, uses of keys do not
   * queue behind them. The embedded database has one connection for everything.
   */
  reserved: Database
  /** For what an operator does to any number of keys: one connection, opened when it is needed, that may take long. */
  bulk: Database
  /** How the pools behind them are used, by what for; the embedded database has none. */
  pools: Record<string, PoolUse>
}

type PoolUse = Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'>

/** One for each authorize statement that can be in flight at once. */
const RESERVED = MOST_IN_FLIGHT

/**
 * Opens the connections that an instance needs, to a database migrated to the current schema.
 * @param warn told of a problem with a server that can be used all the same
 */
export async function connect(settings: DatabaseSettings, warn: (problem: string) => void): Promise<Connections> {
  const { databaseUrl, databasePoolMax } = settings
  if (databaseUrl === undefined) {
    const db = await openDatabase(settings)
    return { db, reserved: db, bulk: db, pools: {} }
  }
  await requireDurable(databaseUrl, warn)
  await migrateDatabase(settings)
  const named = isNamed(settings)
  const general = createPool(databaseUrl, databasePoolMax - RESERVED)
  const decisions = createPool(databaseUrl, RESERVED)
  const bulk = createPool(databaseUrl, 1, { min: 0, statement_timeout: BULK_MS, lock_timeout: BULK_MS })
  const connections = {
    db: open(general, named),
    reserved: open(decisions, named),
    bulk: open(bulk, named, BULK_MS),
    pools: { general, decisions },
  }
  // So that the first requests need not wait for a connection as well. If that takes too long now, they do.
  await Promise.allSettled([ping(connections.db), ping(connections.reserved)])
  return connections
}

/** Only checks that the database answers. @throws if it does not within the deadline */
export const ping = (db: Database) => sql`select 1`.execute(db)

/** Opens a database and migrates it to the current schema. `destroy()` closes it. */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  if (settings.databaseUrl === undefined) {
    const db = asKysely(await openEmbedded(settings.dataDir))
    await migrate(db)
    return db
  }
  await migrateDatabase(settings)
  return open(createPool(settings.databaseUrl, settings.databasePoolMax), isNamed(settings))
}

/**
 * Migrates on a connection of its own, without a statement timeout: it may have to wait for another instance. Then
 * grants the role of the instances what they need, if it is not the owner.
 * @returns the names of the migrations that ran
 */
export async function migrateDatabase(settings: DatabaseSettings): Promise<string[]> {
  const { databaseUrl } = settings
  const db = await openAsOwner(settings)
  try {
    const names = await migrate(db)
    if (databaseUrl) await grantTo(db, roleOf(databaseUrl))
    return names
  } finally {
    await db.destroy()
  }
}

/** One connection by the role that owns the tables, whose statements may take as long as they need. */
export async function openAsOwner(settings: DatabaseSettings): Promise<Database> {
  const { databaseUrl, migrationDatabaseUrl: connectionString = databaseUrl, dataDir } = settings
  const pool = connectionString
    ? quiet(new pg.Pool({ connectionString, max: 1, connectionTimeoutMillis: 5_000 }))
    : await openEmbedded(dataDir)
  return asKysely(pool)
}

/** The role that an address stands for, as pg connects by it. */
const roleOf = (connectionString: string) => String(new pg.Client({ connectionString }).user)

/**
 * READ COMMITTED whatever the server's default: under REPEATABLE READ, concurrent counting fails with 40001. The
 * server-side timeouts end what a destroyed connection may leave running; our own wait is bounded by deadline.ts. One
 * connection is kept however long the pool is idle, because a server with no free slots would not give it back.
 */
function createPool(connectionString: string, max: number, more: pg.PoolConfig = {}) {
  return quiet(
    new pg.Pool({
      Client,
      connectionString,
      max,
      min: 1,
      connectionTimeoutMillis: TRIAL_MS,
      statement_timeout: DEADLINE_MS,
      lock_timeout: LOCK_MS,
      idle_in_transaction_session_timeout: 5_000,
      options: '-c default_transaction_isolation=read\\ committed',
      application_name: 'keyward',
      keepAlive: true,
      ...more,
    }),
  )
}

/** A connection that dies, idle or in use, must not crash the process: its query fails, and that is enough. */
function quiet(pool: pg.Pool) {
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

const isNamed = ({ databasePooling }: DatabaseSettings) => databasePooling !== 'transaction'

const open = (pool: pg.Pool, named: boolean, deadlineMs = DEADLINE_MS) =>
  asKysely(withDeadline(pool, { deadlineMs, connectMs: CONNECT_MS }, named))

const asKysely = (pool: PostgresPool) => new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
