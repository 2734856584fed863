import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrate } from '../../db/migrate.ts'
import * as first from '../../db/migrations/001-keys.ts'
import type { Tables } from '../../db/tables.ts'
import { TEMPLATE } from './template.ts'

interface SqlFunction {
  name: string
  text: string
}

/** In the template: the functions of a database that is being upgraded. */
const FUNCTIONS = 'earlier-functions.json'

/**
 * Brings a database into the state of a rolling upgrade, in which instances of earlier releases still call their
 * functions. In a new database these functions only raise an error.
 */
export async function reopenEarlierFunctions(db: Kysely<Tables>, names: readonly string[]) {
  const all: SqlFunction[] = JSON.parse(await readFile(join(TEMPLATE, FUNCTIONS), 'utf8'))
  const found = all.filter(({ name }) => names.includes(name))
  if (found.length !== names.length) throw new Error(`there are ${found.length} of ${names.length} functions`)
  for (const { text } of found) await sql.raw(text).execute(db)
}

/** Upgrades an empty database of release 0.1.0 in two steps, and keeps its functions in the template. */
export async function keepEarlierFunctions(db: Kysely<Tables>, template: string) {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ '001-keys': first }) },
    migrationTableName: 'keyward_migration',
    migrationLockTableName: 'keyward_migration_lock',
  })
  await migrator.migrateToLatest()
  await migrate(db)
  const { rows } = await sql<SqlFunction>`
    select proname as name, pg_get_functiondef(oid) as text from pg_proc
    where pronamespace = 'public'::regnamespace and prokind = 'f'`.execute(db)
  await writeFile(join(template, FUNCTIONS), JSON.stringify(rows))
}
