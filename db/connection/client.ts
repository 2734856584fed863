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
  /** The address of the same database for the role that owns its tables; `databaseUrl` if unset. */
  migrationDatabaseUrl?: string | undefined
  dataDir: string
  databasePoolMax: number
  /** `transaction` if a pooler lends connections for one transaction at a time; statements are then not prepared. */
  databasePooling?: string
}

export interface Connections {
  /** For everything that has no connections of its own below. */
  db: Database
  /**
   * Reserved for decisions about uses, so that uses never queue behind requests that wait for a locked row. The
   * embedded database has one connection for everything.
   */
  reserved: Database
  /** For revocations of one key, which get a connection however many other requests are waiting. */
  revoking: Database
  /** For an account's revocations that may take longer. One account cannot take all of these connections. */
  revokingMany(accountId: string): Database
  /** For an account's lists, searches and counts. One account cannot take all of these connections. */
  searching(accountId: string): Database
  /**
   * For an operator's statements about any number of keys: one connection, opened when needed, with a longer deadline.
   */
  bulk: Database
  /** How the pools behind them are used; the embedded database has none. */
  pools: Record<string, PoolUse>
}

/** One for each authorize statement that can be in flight at once. */
const RESERVED = MOST_IN_FLIGHT
const BULK = 1

/**
 * Opens the connections of an instance, to a database that is migrated to the current schema.
 * @param warn called with each problem that does not prevent the use of the server
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
  // Spares the first requests the wait for a connection. If connecting takes too long, they wait after all.
  await Promise.allSettled([ping(connections.db), ping(connections.reserved)])
  return connections
}

/** The connections of an embedded database, which has only one. */
export const sharing = (db: Database): Connections => ({
  db,
  reserved: db,
  revoking: db,
  revokingMany: () => db,
  searching: () => db,
  bulk: db,
  pools: {},
})

/** Checks that the database answers. @throws if it does not answer within the deadline */
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
 * Migrates on a separate connection without a statement timeout, because it may have to wait for another instance. Then
 * grants the instances' role its privileges, unless that role is the owner.
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

/** Opens one connection as the role that owns the tables. Its statements have no time limit. */
export async function openAsOwner({ databaseUrl, migrationDatabaseUrl, dataDir }: DatabaseSettings): Promise<Database> {
  const address = migrationDatabaseUrl
    ? ownerAddress('MIGRATION_DATABASE_URL', migrationDatabaseUrl)
    : databaseUrl && instanceAddress('DATABASE_URL', databaseUrl)
  const pool = address ? ownerPool(address) : await openEmbedded(dataDir)
  return asKysely(pool)
}

/** The role as which pg connects with this address. */
const roleOf = (connectionString: string) => String(new pg.Client({ connectionString }).user)

const canPrepare = ({ databasePooling }: DatabaseSettings) => databasePooling !== 'transaction'
