import { type Kysely, sql, type Transaction } from 'kysely'
import { DEFAULT_PREFIX } from '../../config/key-format.ts'
import { SERVICE_KEY_FORMAT } from '../../config/service-keys.ts'
import type { Tables } from '../tables.ts'
import { requireFinished } from '../upgrade.ts'

/** The last migration that prefixes depend on. */
const MIGRATION = '018-key-prefixes'

/**
 * Instances of release 0.1.0 reject keys with any prefix but theirs, without a query. They should reject service keys.
 * @throws UpgradeUnfinished for such a prefix while such an instance may be running
 */
export async function requireGivable(trx: Transaction<Tables>, prefix: string) {
  const isService = prefix === SERVICE_KEY_FORMAT.prefixes[0]
  if (prefix !== DEFAULT_PREFIX && !isService) await requireFinished(trx, MIGRATION)
}

/** The keys with one prefix that are neither revoked nor expired. */
export interface LivingKeys {
  prefix: string
  keys: number
}

/**
 * Counts the living keys that instances with these prefixes would reject. Reads the table of keys only if a prefix that
 * has been given is missing.
 */
export async function keysWithOtherPrefixes(db: Kysely<Tables>, prefixes: readonly string[]): Promise<LivingKeys[]> {
  const given = await db.selectFrom('key_prefixes').select('prefix').where('prefix', 'not in', prefixes).execute()
  if (given.length === 0) return []
  return db
    .selectFrom('api_keys')
    .select(['key_prefix as prefix', sql<number>`count(*)::int`.as('keys')])
    .where('key_prefix', 'not in', prefixes)
    .where('imported_prefix', 'is', null)
    .where('revoked_at', 'is', null)
    .where(sql<boolean>`(expires_at is null or expires_at > now())`)
    .groupBy('key_prefix')
    .orderBy('key_prefix')
    .execute()
}

/** Records a prefix before the first key gets it. */
export async function recordPrefix(db: Kysely<Tables>, prefix: string) {
  const recorded = await db.selectFrom('key_prefixes').select('prefix').where('prefix', '=', prefix).execute()
  if (recorded.length > 0) return
  await db
    .insertInto('key_prefixes')
    .values({ prefix })
    .onConflict(oc => oc.doNothing())
    .execute()
}
