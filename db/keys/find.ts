import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Key } from '../../schemas/key.ts'
import type { Tables } from '../tables.ts'
import { keyColumns } from './columns.ts'

/** A key of any account, and by which uses of it are decided. */
export interface FoundKey {
  key: Key
  /** SHA-256, in hex. */
  digest: string
  accountId: string
  externalId: string | null
}

export const byIds = (ids: readonly string[]) => sql<boolean>`k.id = any (${ids}::uuid[])`
export const byDigest = (digest: string) => sql<boolean>`k.digest = decode(${digest}, 'hex')`
export const ofAccount = (accountId: string) => sql<boolean>`k.account_id = ${accountId}::uuid`
export const byLast4 = (last4: string) => sql<boolean>`k.last4 = ${last4}`

/** The random part of a visible prefix, after which an index looks, and what may come before it. */
const OWN_PREFIX = /^([A-Za-z0-9_]{0,20})([0-9A-Za-z]{8})$/

/** @param prefix the visible prefix of a key, or the public ID in it */
export function byPrefix(prefix: string) {
  const [, start = '', publicId = null] = OWN_PREFIX.exec(prefix) ?? []
  return sql<boolean>`k.id in (
    select id from public.api_keys where public_id = ${publicId} and ${start} in ('', key_prefix)
    union all select id from public.api_keys where imported_prefix = ${prefix})`
}

/** The newest keys that meet all conditions. */
export async function findAnyKeys(
  db: Kysely<Tables>,
  conditions: readonly RawBuilder<boolean>[],
  limit: number,
): Promise<FoundKey[]> {
  const rows = await db
    .selectFrom('api_keys as k')
    .innerJoin('accounts as c', 'c.id', 'k.account_id')
    .leftJoin('key_activity as a', 'a.key_id', 'k.id')
    .select(keyColumns)
    .select([
      sql<string>`encode(k.digest, 'hex')`.as('digest'),
      'k.account_id as accountId',
      'c.external_id as externalId',
    ])
    .where(eb => eb.and([...conditions]))
    .orderBy('k.created_at', 'desc')
    .orderBy('k.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ digest, accountId, externalId, ...key }) => ({ digest, accountId, externalId, key }))
}
