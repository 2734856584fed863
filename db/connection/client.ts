import { type Kysely, sql } from 'kysely'
import { MOST_IN_FLIGHT } from '../../enforcement/authorizer.ts'
import { migrate } from '../migrate.ts'
import type { Tables } from '../tables.ts'
import { openFeatures } from '../upgrade.ts'
import { divide, type PoolUse } from './division.ts'
import { openEmbedded } from './embedded.ts'
import { type DatabaseSettings, migrateDatabase } from './owner.ts'
import { asKysely, BULK_LIMITS, bounded, createPool, open } from './pools.ts'
import { requireSafe } from './server.ts'

export type Database = Kysely<Tables>

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

const canPrepare = ({ databasePooling }: DatabaseSettings) => databasePooling !== 'transaction'
