import type { PGlite } from '@electric-sql/pglite'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from './tables.ts'

/** Ordered so that every row comes after the rows it refers to. */
const TABLES: readonly (keyof Tables)[] = [
  'plans',
  'accounts',
  'usage_windows',
  'api_keys',
  'key_prefixes',
  'key_windows',
  'key_activity',
  'key_usage',
  'audit_events',
  'account_events',
  'plan_events',
  'members',
  'portal_sessions',
]

/**
 * Runs in the new database before the rows are copied. The database must have no accounts, or they would be mixed with
 * the exported ones.
 */
const BEFORE = `-- The data of keyward's embedded database, for a PostgreSQL server that \`npm run migrate\` has prepared.
\\set ON_ERROR_STOP on
begin;
do $$ begin
  if exists (select from public.accounts) then raise exception 'this database already has accounts'; end if;
end $$;
`

/**
 * Writes an embedded database as a psql script: one transaction that copies every row into empty tables of the same
 * schema. Rows are in the format of COPY (postgresql.org/docs/current/sql-copy.html).
 */
export async function* exportTables(db: Kysely<Tables>, pglite: PGlite): AsyncGenerator<string> {
  yield BEFORE
  for (const table of TABLES) {
    // Migrations have added the published plans and prefix, and a trigger an empty row for each account.
    if (table === 'plans' || table === 'usage_windows' || table === 'key_prefixes')
      yield `delete from public.${table};\n`
    const columns = (await columnsOf(db, table)).join(', ')
    yield `copy public.${table} (${columns}) from stdin;\n`
    const { blob } = await pglite.query(`copy public.${table} (${columns}) to '/dev/blob'`)
    // PGlite returns no blob for an empty table.
    if (blob) yield await blob.text()
    yield '\\.\n'
  }
  yield 'commit;\n'
}

async function columnsOf(db: Kysely<Tables>, table: keyof Tables): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select attname as name from pg_attribute
    where attrelid = ${`public.${table}`}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`.execute(
    db,
  )
  return rows.map(({ name }) => name)
}
