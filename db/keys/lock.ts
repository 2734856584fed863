import { type Kysely, sql, type Transaction } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import { type EnsuredAccount, ensureAccount, OtherAccount } from '../ensure-account.ts'
import { requireStillAllowed } from '../members/role.ts'
import type { Tables } from '../tables.ts'
import { works } from './limit.ts'

/**
 * Runs a transaction with the account's row locked. Everything that creates a key or moves an expiry later uses it, so
 * that no other transaction counts or checks the account's keys at the same time.
 * @param actor if a person, may still act in the account once the row is locked
 * @param act runs with the lock held. After waiting for a lock, a statement still sees every *other* row, and the clock,
 *   as of its own start. So `act` reads in later statements
 */
export function withLockedAccount<T>(
  db: Kysely<Tables>,
  named: EnsuredAccount,
  actor: Actor,
  act: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async trx => {
      await lockAccount(trx, named)
      await requireStillAllowed(trx, actor)
      return act(trx)
    })
}

/** A suspended account's keys can only be revoked. */
export class AccountSuspended extends Error {}

/**
 * The same, for changes that a suspension forbids. A suspension holds the account's row too: once it has been answered,
 * no such change follows.
 * @throws AccountSuspended
 */
export function withActiveAccount<T>(
  db: Kysely<Tables>,
  named: EnsuredAccount,
  actor: Actor,
  act: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return withLockedAccount(db, named, actor, async trx => {
    const account = trx.selectFrom('accounts').select('suspended_at').where('id', '=', named.accountId)
    const { suspended_at } = await account.executeTakeFirstOrThrow()
    if (suspended_at) throw new AccountSuspended('the account is suspended')
    return act(trx)
  })
}

/**
 * Weaker than FOR UPDATE, which would make the foreign key check of a new key wait. Creates the account if it is
 * missing after a restore.
 */
async function lockAccount(trx: Transaction<Tables>, named: EnsuredAccount) {
  const account = trx.selectFrom('accounts').select('external_id').where('id', '=', named.accountId).forNoKeyUpdate()
  const existing = await account.executeTakeFirst()
  if (existing?.external_id === named.externalId) return
  if (existing) throw new OtherAccount()
  await ensureAccount(trx, named)
  await account.executeTakeFirstOrThrow()
}

export interface LockedKey {
  id: string
  name: string
  description: string | null
  scopes: string[] | null
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  replaced_by: string | null
  paused_at: Date | null
  limited: boolean
  metadata: Record<string, unknown> | null
  end_before_rotation: Date | null
  isExpired: boolean
  /** Whether the key that this key replaces still works. */
  replacesWorkingKey: boolean
  /** The database's time, by which the fields above were determined. */
  now: Date
}

/**
 * Locks keys of an account in the order of their ids, and reads them in a later statement: after waiting for a lock, a
 * statement still uses the time at which it started.
 */
export async function lockKeys(trx: Transaction<Tables>, accountId: string, ids: string[]): Promise<LockedKey[]> {
  const keys = trx.selectFrom('api_keys as k').where('k.account_id', '=', accountId).where('k.id', 'in', ids)
  await keys.select('k.id').orderBy('k.id').forNoKeyUpdate().execute()
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
      'paused_at',
      'limited',
      'metadata',
      'end_before_rotation',
    ])
    .select(sql<boolean>`coalesce(k.expires_at <= statement_timestamp(), false)`.as('isExpired'))
    .select(
      sql<boolean>`exists (select from public.api_keys p where p.id = k.replaces and p.replaced_by = k.id
        and ${works('p')})`.as('replacesWorkingKey'),
    )
    .select(sql<Date>`statement_timestamp()`.as('now'))
    .execute()
}

/**
 * Runs a change that may move an expiry later. The database decides, under the key's advisory lock: if the key has
 * expired since `lockKeys` read it, the update fails and the transaction is rolled back.
 * @returns what the change returns, or `was_expired` if the database rejected it
 */
export async function unlessExpired<T>(change: Promise<T>): Promise<T | 'was_expired'> {
  try {
    return await change
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint === 'expired_keys_stay_expired') return 'was_expired'
    throw error
  }
}
