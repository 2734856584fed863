import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tier } from '../../schemas/tier.ts'
import { ensureAccount } from '../accounts.ts'
import type { Tables } from '../tables.ts'

/**
 * Runs a transaction that holds the account's row. Whatever makes a key or lengthens a life does so: then nobody counts
 * the keys, or judges one of them, while another does.
 * @param act judges in statements of its own: one that waits for a lock sees what was there when it began to wait
 */
export function holdingAccount<T>(
  db: Kysely<Tables>,
  { accountId, tier }: { accountId: string; tier: Tier },
  act: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async trx => {
      await holdAccount(trx, accountId, tier)
      return act(trx)
    })
}

/**
 * Weaker than FOR UPDATE, which the foreign key of a new key would wait for. An account that a restored backup has lost
 * is created again.
 */
async function holdAccount(trx: Transaction<Tables>, accountId: string, tier: Tier) {
  const account = trx.selectFrom('accounts').select('id').where('id', '=', accountId).forNoKeyUpdate()
  if (await account.executeTakeFirst()) return
  await ensureAccount(trx, accountId, tier)
  await account.executeTakeFirstOrThrow()
}

/** So long before a key's end its life is not lengthened: a use that came meanwhile may be told that it has ended. */
const LAST_SECONDS = 2

export interface HeldKey {
  id: string
  name: string
  description: string | null
  scopes: string[] | null
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  replaced_by: string | null
  end_before_rotation: Date | null
  isOver: boolean
  /** Too near to its end to be given another. */
  isEnding: boolean
  /** Whether a key that it replaces still works. */
  replacesLiving: boolean
  /** By the database's clock, as are the above. */
  now: Date
}

/**
 * Locks keys of an account, in the order of their ids, and reads them in a statement that begins afterwards: one that
 * waits for a lock would judge by the time at which it began to wait.
 */
export async function holdKeys(trx: Transaction<Tables>, accountId: string, ids: string[]): Promise<HeldKey[]> {
  const keys = trx.selectFrom('api_keys as k').where('k.account_id', '=', accountId).where('k.id', 'in', ids)
  await keys.select('k.id').orderBy('k.id').forNoKeyUpdate().execute()
  const endsWithin = (seconds: number) =>
    sql<boolean>`coalesce(k.expires_at <= clock_timestamp() + make_interval(secs => ${seconds}), false)`
  return keys
    .select([
      'id',
      'name',
      'description',
      'scopes',
      'created_at',
      'expires_at',
      'revoked_at',
      'replaced_by',
      'end_before_rotation',
    ])
    .select([endsWithin(0).as('isOver'), endsWithin(LAST_SECONDS).as('isEnding')])
    .select(
      sql<boolean>`exists (select from api_keys p where p.id = k.replaces and p.replaced_by = k.id
        and p.revoked_at is null and coalesce(p.expires_at > clock_timestamp(), true))`.as('replacesLiving'),
    )
    .select(sql<Date>`clock_timestamp()`.as('now'))
    .execute()
}
