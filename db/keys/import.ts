import { type Kysely, sql, type Transaction } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { Key } from '../../schemas/key.ts'
import { recordEvents } from '../history/record.ts'
import type { Tables } from '../tables.ts'
import { ACTIVE_KEYS, countTowardsLimit } from './limit.ts'
import { keyColumns } from './list.ts'
import { withLockedAccount } from './lock.ts'

/** A key that was made elsewhere: all that is known of its secret is the digest. */
export interface ForeignKey {
  /** SHA-256 of the whole key: 32 bytes. */
  digest: Buffer
  /** Its visible start. */
  prefix: string
  name: string
  description: string | null
  scopes: string[] | null
  expiresAt: Date | null
}

/** None was imported: some are here already, whoever's they are, and whether or not they are revoked. */
export class AlreadyHere extends Error {
  /** In hexadecimal. */
  declare readonly digests: readonly string[]

  constructor(digests: readonly string[]) {
    super('keys are here already')
    this.digests = digests
  }
}

/**
 * Imports keys into an account, all or none.
 * @param keys no two with one digest
 * @returns the keys, or why none was imported
 * @throws AlreadyHere
 */
export function importKeys(db: Kysely<Tables>, accountId: string, keys: readonly ForeignKey[], actor: Actor) {
  return withLockedAccount(db, { accountId, tier: 'free' }, async trx => {
    const { count, now } = await countTowardsLimit(trx, accountId)
    if (keys.some(({ expiresAt }) => expiresAt && expiresAt <= now)) return 'expired' as const
    if (count + keys.length > ACTIVE_KEYS) return 'limit_reached' as const
    const made = await add(trx, accountId, keys, actor)
    if (made.length === keys.length) return made
    throw new AlreadyHere(await others(trx, keys, made))
  })
}

/** Those of the keys that were here before the ones that were made. */
async function others(trx: Transaction<Tables>, keys: readonly ForeignKey[], made: readonly Key[]) {
  const digests = keys.map(({ digest }) => digest)
  const ids = ['00000000-0000-0000-0000-000000000000', ...made.map(({ id }) => id)]
  const found = trx.selectFrom('api_keys').select('digest').where('digest', 'in', digests).where('id', 'not in', ids)
  // The embedded database has no Buffers.
  return (await found.execute()).map(({ digest }) => Buffer.from(digest).toString('hex'))
}

/** In the order of their digests: of two who import the same keys, one waits for the other. */
function add(trx: Transaction<Tables>, accountId: string, keys: readonly ForeignKey[], actor: Actor): Promise<Key[]> {
  const ordered = keys.toSorted((a, b) => Buffer.compare(a.digest, b.digest))
  const rows = ordered.map(({ digest, prefix, name, description, scopes, expiresAt }) => ({
    ...{ account_id: accountId, digest, name, description, scopes },
    ...{ imported_prefix: prefix, public_id: null, last4: null, expires_at: expiresAt },
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
