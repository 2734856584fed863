import { type Kysely, sql, type Transaction } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { ApiKey } from '../../auth/api-key.ts'
import type { Key } from '../../schemas/key.ts'
import type { Tier } from '../../schemas/tier.ts'
import { ensureAccount } from '../accounts.ts'
import { recordEvents } from '../events/record.ts'
import type { Tables } from '../tables.ts'
import { keyColumns } from './list.ts'

/** The most active keys an account may have. */
export const ACTIVE_KEYS = 100

interface NewKey extends Omit<ApiKey, 'secret'> {
  /** Made by the database unless it is given. */
  id?: string | undefined
  accountId: string
  name: string
  expiresAt: Date | null
}

/**
 * Creates a key. The account's row is locked first, so that the count is exact: whoever creates at the same time
 * waits, and then counts this key too. An account that a restored backup has forgotten is made again, with the `tier`.
 * @returns the key, or why there is none
 */
export function createKey(db: Kysely<Tables>, { tier, ...key }: NewKey & { tier: Tier }, actor: Actor) {
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async trx => {
      const now = await lockAccount(trx, key.accountId, tier)
      if (key.expiresAt && key.expiresAt <= now) return 'expired' as const
      if ((await countActive(trx, key.accountId)) >= ACTIVE_KEYS) return 'limit_reached' as const
      return addKey(trx, key, actor)
    })
}

/** Adds a key and its event, whatever the account has; for `createKey` and for a new account. */
export function addKey(db: Kysely<Tables>, key: NewKey, actor: Actor): Promise<Key> {
  return db
    .with('made', made =>
      made
        .insertInto('api_keys')
        .values({
          ...(key.id && { id: key.id }),
          account_id: key.accountId,
          name: key.name,
          public_id: key.publicId,
          last4: key.last4,
          digest: key.digest,
          expires_at: key.expiresAt,
        })
        .returningAll(),
    )
    .with('event', event => recordEvents(event, sql`made as keys`, { actor, action: 'create', reason: null }))
    .selectFrom('made as k')
    .leftJoin('key_activity as a', 'a.key_id', 'k.id')
    .select(keyColumns)
    .executeTakeFirstOrThrow()
}

/** @returns the database's time, at which the transaction began */
async function lockAccount(trx: Transaction<Tables>, accountId: string, tier: Tier) {
  const account = trx.selectFrom('accounts').select(sql<Date>`now()`.as('now')).where('id', '=', accountId).forUpdate()
  const found = await account.executeTakeFirst()
  if (found) return found.now
  await ensureAccount(trx, accountId, tier)
  return (await account.executeTakeFirstOrThrow()).now
}

async function countActive(trx: Transaction<Tables>, accountId: string) {
  const { count } = await trx
    .selectFrom('api_keys')
    .select(eb => eb.fn.countAll<string>().as('count'))
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', sql<Date>`now()`)]))
    .executeTakeFirstOrThrow()
  return Number(count)
}
