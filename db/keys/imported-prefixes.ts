import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

/** The prefixes of imported keys that are not revoked, with the number of keys for each. Reads the whole table. */
export function importedPrefixes(db: Kysely<Tables>) {
  return db
    .selectFrom('api_keys')
    .select(['imported_prefix as prefix', sql<number>`count(*)::int`.as('keys')])
    .where('imported_prefix', 'is not', null)
    .where('revoked_at', 'is', null)
    .groupBy('imported_prefix')
    .execute()
}
