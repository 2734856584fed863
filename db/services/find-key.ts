import { type Kysely, sql } from 'kysely'
import { SERVICES_ACCOUNT } from '../../config/service-keys.ts'
import type { Tables } from '../tables.ts'

/** A service key, as its row was when the statement began. */
export interface ServiceKey {
  keyId: string
  accountId: string
  name: string
  scopes: string[] | null
  /** `rejected`: revoked or expired. */
  state: 'works' | 'paused' | 'rejected'
  /** The database's time: Unix time in milliseconds. */
  atMs: number
}

/**
 * Reads the service key with a digest. Keys of other accounts are not found, whatever their scopes are.
 * @param digest SHA-256, 32 bytes
 */
export function findServiceKey(db: Kysely<Tables>, digest: Buffer): Promise<ServiceKey | undefined> {
  return db
    .selectFrom('api_keys')
    .select(['id as keyId', 'account_id as accountId', 'name', 'scopes'])
    .select([
      sql<ServiceKey['state']>`case
        when revoked_at is not null or expires_at <= statement_timestamp() then 'rejected'
        when paused_at is not null then 'paused'
        else 'works' end`.as('state'),
      sql<number>`floor(extract(epoch from statement_timestamp()) * 1000)::float8`.as('atMs'),
    ])
    .where('digest', '=', digest)
    .where('account_id', '=', SERVICES_ACCOUNT)
    .executeTakeFirst()
}
