import { type Kysely, sql, type Transaction } from 'kysely'
import type { NamedAccount } from '../../auth/account-id.ts'
import type { Actor } from '../../auth/actor.ts'
import type { Key } from '../../schemas/key.ts'
import { recordEvents } from '../history/record.ts'
import type { Tables } from '../tables.ts'
import { keyColumns } from './columns.ts'
import { KeyLimitReached, keyPolicy } from './limit.ts'
import { withLockedAccount } from './lock.ts'

/** A key from another service. Of its secret, only the digest is known. */
export interface ForeignKey {
  /** SHA-256 of the whole key: 32 bytes. */
  digest: Buffer
  /** The visible prefix. */
  prefix: string
  name: string
  description: string | null
  scopes: string[] | null
  expiresAt: Date | null
}

/** No key was imported because some already exist, in this or another account, revoked or not. */
export class KeysExist extends Error {
  /** In hexadecimal. */
  declare readonly digests: readonly string[]

  constructor(digests: readonly string[]) {
    super('some of the keys already exist')
    this.digests = digests
  }
}

/**
 * Imports keys into an account, all or none. Their expiries are those of the other service, however late the plan would
 * allow.
 * @param keys with distinct digests
 * @returns the keys, or why none was imported
 * @throws KeysExist, KeyLimitReached
 */
export function importKeys(db: Kysely<Tables>, account: NamedAccount, keys: readonly ForeignKey[], actor: Actor) {
  return withLockedAccount(db, { ...account, tier: null }, actor, async trx => {
    const policy = await keyPolicy(trx, account.accountId)
    if (keys.some(({ expiresAt }) => expiresAt && expiresAt <= policy.now)) return 'expired' as const
    if (policy.count + keys.length > policy.keys) throw new KeyLimitReached(policy.keys)
    const made = await add(trx, account.accountId, keys, actor)
    if (made.length === keys.length) return made
    throw new KeysExist(await existing(trx, keys, made))
  })
}

/** The digests that existed before the import. */
async function existing(trx: Transaction<Tables>, keys: readonly ForeignKey[], made: readonly Key[]) {
  const digests = keys.map(({ digest }) => digest)
  const ids = ['00000000-0000-0000-0000-000000000000', ...made.map(({ id }) => id)]
  const found = trx.selectFrom('api_keys').select('digest').where('digest', 'in', digests).where('id', 'not in', ids)
  // The embedded database returns Uint8Arrays.
  return (await found.execute()).map(({ digest }) => Buffer.from(digest).toString('hex'))
}

/**
 * Inserts in the order of the digests, so that concurrent imports of the same keys wait for each other instead of
 * deadlocking.
 */
function add(trx: Transaction<Tables>, accountId: string, keys: readonly ForeignKey[], actor: Actor): Promise<Key[]> {
  const ordered = keys.toSorted((a, b) => Buffer.compare(a.digest, b.digest))
  const rows = ordered.map(({ digest, prefix, name, description, scopes, expiresAt }) => ({
    ...{ account_id: accountId, digest, name, description, scopes },
    ...{ imported_prefix: prefix, public_id: null, last4: null, expires_at: expiresAt, created_by: actor.name },
  }))
  return trx
    .with('made', made =>
      made
        .insertInto('api_keys')
        .values(rows)
        .onConflict(on => on.column('digest').doNothing())
        .returningAll(),
    )
    .with('event', event =>
      recordEvents(event, sql`made as keys`, {
        actor,
        action: 'create',
        reason: null,
        details: sql`'{"imported": true}'::jsonb`,
      }),
    )
    .selectFrom('made as k')
    .leftJoin('key_activity as a', 'a.key_id', 'k.id')
    .select(keyColumns)
    .execute()
}
