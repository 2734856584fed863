import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { asPool } from '../../db/connection/embedded.ts'
import { migrate } from '../../db/migrate.ts'
import * as first from '../../db/migrations/001-keys.ts'
import type { Tables } from '../../db/tables.ts'

/**
 * Brings a database into the state of a rolling upgrade, in which instances of earlier releases still call their
 * functions. A new database has closed them; one that was migrated in two steps has not, and lends its own.
 */
export async function reopenEarlierFunctions(db: Kysely<Tables>, names: readonly string[]) {
  const upgraded = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: asPool(await PGlite.create()) }) })
  const migrator = new Migrator({
    db: upgraded,
    provider: { getMigrations: async () => ({ '001-keys': first }) },
    migrationTableName: 'keyward_migration',
    migrationLockTableName: 'keyward_migration_lock',
  })
  await migrator.migrateToLatest()
  await migrate(upgraded)
  const { rows } = await sql<{ text: string }>`
    select pg_get_functiondef(oid) as text from pg_proc where proname = any (${names})`.execute(upgraded)
  await upgraded.destroy()
  if (rows.length !== names.length) throw new Error(`there are ${rows.length} of ${names.length} functions`)
  for (const { text } of rows) await sql.raw(text).execute(db)
}
