import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

/**
 * Builds the index that `changes.ts` reads, unless it is there. Instances go on writing during the build, which therefore
 * cannot be part of a transaction, nor of a migration. A build that was interrupted has left an index that PostgreSQL
 * does not use; it is replaced.
 */
export async function ensureChangeIndex(db: Kysely<Tables>) {
  const { rows } = await sql<{ isValid: boolean }>`select indisvalid as "isValid" from pg_index
    where indexrelid = to_regclass('public.key_usage_changes')`.execute(db)
  if (rows[0]?.isValid) return
  await sql`drop index concurrently if exists public.key_usage_changes`.execute(db)
  await sql`create index concurrently key_usage_changes on public.key_usage (changed_at, hour, key_id)`.execute(db)
}
