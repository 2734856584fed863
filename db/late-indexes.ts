import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** The indexes of this release on tables that can be large, by name. */
const INDEXES = {
  // For usage/changes.ts.
  key_usage_changes: 'key_usage (changed_at, hour, key_id)',
  // For keys/find.ts.
  api_keys_by_public_id: 'api_keys (public_id)',
  api_keys_by_imported_prefix: 'api_keys (imported_prefix) where imported_prefix is not null',
}

/**
 * Builds the indexes that are missing. Instances go on writing during a build, which therefore cannot be part of a
 * transaction, nor of a migration. A build that was interrupted has left an index that PostgreSQL does not use; it is
 * replaced.
 */
export async function ensureLateIndexes(db: Kysely<Tables>) {
  for (const [name, on] of Object.entries(INDEXES)) {
    const { rows } = await sql<{ isValid: boolean }>`select indisvalid as "isValid" from pg_index
      where indexrelid = to_regclass(${`public.${name}`})`.execute(db)
    if (rows[0]?.isValid) continue
    await sql`drop index concurrently if exists ${sql.id('public', name)}`.execute(db)
    await sql`create index concurrently ${sql.id(name)} on public.${sql.raw(on)}`.execute(db)
  }
}
