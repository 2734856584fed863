import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import { MOST_IN_FLIGHT } from '../../enforcement/authorizer.ts'
import { grantTo } from '../grants.ts'
import { migrate } from '../migrate.ts'
import type { Tables } from '../tables.ts'
import { finishUpgrade, isFinished, openFeatures } from '../upgrade.ts'
import { instanceAddress, ownerAddress } from './address.ts'
import { divide, type PoolUse } from './division.ts'
import { openEmbedded } from './embedded.ts'
import { asKysely, BULK_LIMITS, bounded, createPool, open, ownerPool } from './pools.ts'
import { requireSafe, requireSupported } from './server.ts'

export type Database = Kysely<Tables>

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
  /** For everything without connections of its own below. */
  db: Database
  /**
   * Connections reserved for decisions about uses: however many requests are waiting for a locked row, uses of keys do
   * not queue behind them. The embedded database has one connection for everything.
   */
  reserved: Database
  /** For revocations of one key, which find a connection however many other requests are waiting for one. */
  revoking: Database
  /** For revocations that may take longer, by account: one account cannot have all of their connections. */
  revokingMany(accountId: string): Database
  /** For lists, searches and figures, by account: one account cannot have all of their connections. */
  searching(accountId: string): Database
  /** For what an operator does to any number of keys: one connection, opened when it is needed, that may take long. */
  bulk: Database
  /** How the pools behind them are used; the embedded database has none. */
  pools: Record<string, PoolUse>
}

/** One for each authorize statement that can be in flight at once. */
const RESERVED = MOST_IN_FLIGHT
const BULK = 1

/**
 * Opens the connections that an instance needs, to a database migrated to the current schema.
 * @param warn called with each problem of a server that can be used all the same
 */
export async function connect(settings: DatabaseSettings, warn: (problem: string) => void): Promise<Connections> {
  const { databaseUrl, databasePoolMax } = settings
  if (databaseUrl === undefined) return sharing(await openDatabase(settings))
  await requireSafe(databaseUrl, warn)
  await migrateDatabase(settings, { warn })
  const prepares = canPrepare(settings)
  const general = createPool(databaseUrl, databasePoolMax - RESERVED - BULK)
  const decisions = createPool(databaseUrl, RESERVED)
  const bulk = createPool(databaseUrl, BULK, { min: 0, ...BULK_LIMITS })
  const division = divide(general, bounded(general, prepares), asKysely)
  const connections = {
    ...division,
    reserved: open(decisions, prepares),
    bulk: open(bulk, prepares, BULK_LIMITS.statement_timeout),
    pools: { general: division.use, decisions, bulk },
  }
  // So that the first requests need not wait for a connection as well. If that takes too long now, they do.
  await Promise.allSettled([ping(connections.db), ping(connections.reserved)])
  return connections
}

/** One connection that everything shares, as the embedded database has it. */
export const sharing = (db: Database): Connections => ({
  db,
  reserved: db,
  revoking: db,
  revokingMany: () => db,
  searching: () => db,
  bulk: db,
  pools: {},
})

/** Only checks that the database answers. @throws if it does not within the deadline */
export const ping = (db: Database) => sql`select 1`.execute(db)

/** Opens a database and migrates it to the current schema. `destroy()` closes it. */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  if (settings.databaseUrl === undefined) {
    const db = asKysely(await openEmbedded(settings.dataDir))
    await migrate(db)
    await openFeatures(db)
    return db
  }
  await migrateDatabase(settings)
  return open(createPool(settings.databaseUrl, settings.databasePoolMax), canPrepare(settings))
}

interface MigrateOptions {
  /** Called with each privilege that the migrating role cannot take away. */
  warn?: (problem: string) => void
  /** Whether to open the features of this release. The embedded database always has them open. */
  finish?: boolean
}

interface Migrated {
  /** The migrations that ran. */
  names: string[]
  /** Whether the features of this release are open. */
  isFinished: boolean
}

/**
 * Migrates on a connection of its own, without a statement timeout: it may have to wait for another instance. Then
 * grants the role of the instances what they need, if it is not the owner.
 * @throws if the upgrade is to be finished while instances of another release are connected
 */
export async function migrateDatabase(
  settings: DatabaseSettings,
  { warn, finish = false }: MigrateOptions = {},
): Promise<Migrated> {
  const { databaseUrl } = settings
  const db = await openAsOwner(settings)
  try {
    if (databaseUrl) await requireSupported(db)
    const names = await migrate(db)
    const problems = databaseUrl ? await grantTo(db, roleOf(databaseUrl)) : []
    if (warn) problems.forEach(warn)
    if (!databaseUrl) await openFeatures(db)
    else if (finish) await finishUpgrade(db)
    return { names, isFinished: await isFinished(db) }
  } finally {
    await db.destroy()
  }
}

/** One connection by the role that owns the tables, whose statements may take as long as they need. */
export async function openAsOwner({ databaseUrl, migrationDatabaseUrl, dataDir }: DatabaseSettings): Promise<Database> {
  const address = migrationDatabaseUrl
    ? ownerAddress('MIGRATION_DATABASE_URL', migrationDatabaseUrl)
    : databaseUrl && instanceAddress('DATABASE_URL', databaseUrl)
  const pool = address ? ownerPool(address) : await openEmbedded(dataDir)
  return asKysely(pool)
}

/** The role that an address stands for, as pg connects by it. */
const roleOf = (connectionString: string) => String(new pg.Client({ connectionString }).user)

const canPrepare = ({ databasePooling }: DatabaseSettings) => databasePooling !== 'transaction'
