import type { Kysely } from 'kysely'
import pg from 'pg'
import { grantTo } from '../grants.ts'
import { migrate } from '../migrate.ts'
import type { Tables } from '../tables.ts'
import { finishUpgrade, isFinished, openFeatures } from '../upgrade.ts'
import { instanceAddress, ownerAddress } from './address.ts'
import { openEmbedded } from './embedded.ts'
import { asKysely, ownerPool } from './pools.ts'
import { requireSupported } from './server.ts'

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
export async function openAsOwner({
  databaseUrl,
  migrationDatabaseUrl,
  dataDir,
}: DatabaseSettings): Promise<Kysely<Tables>> {
  const address = migrationDatabaseUrl
    ? ownerAddress('MIGRATION_DATABASE_URL', migrationDatabaseUrl)
    : databaseUrl && instanceAddress('DATABASE_URL', databaseUrl)
  const pool = address ? ownerPool(address) : await openEmbedded(dataDir)
  return asKysely(pool)
}

/** The role as which pg connects with this address. */
const roleOf = (connectionString: string) => String(new pg.Client({ connectionString }).user)
