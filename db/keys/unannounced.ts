import { sql, type Transaction } from 'kysely'
import type { Pause, Restriction, Revoked, Suspension } from '../../schemas/recorded-line.ts'
import type { Tables } from '../tables.ts'

/** A key's first revocation. `changed` is true if this statement revoked the key. */
export interface Revocation extends Revoked {
  changed: boolean
}

/**
 * A step to repeat after a backup is restored: the revocation of a key, the expiry and scopes of a key that is not
 * revoked, or whether an account is suspended or a key paused.
 */
export type Step = Revocation | Restriction | Suspension | Pause

/**
 * The result of a function that may have revoked, shortened, narrowed or paused keys, or suspended an account. Only `app.announce` opens it, after
 * writing the record lines of its steps: no route can answer with a result whose lines are missing.
 */
export class Unannounced<T> {
  readonly steps: readonly Step[]
  readonly #result: T

  constructor(result: T, steps: readonly Step[]) {
    this.#result = result
    this.steps = steps
  }

  /** For plugins/services/announce.ts only (test/project/announced.test.ts). */
  static open<T>(unannounced: Unannounced<T>): T {
    return unannounced.#result
  }
}

/** An outcome that is only a string has no steps. */
export const unannounced = <T, Word extends string>(outcome: Unannounced<T> | Word): Unannounced<T | Word> =>
  outcome instanceof Unannounced ? outcome : new Unannounced(outcome, [])

/**
 * The present state of keys as steps. Call this last in the transaction that holds the rows, so that the times of a
 * key's steps are in the order of its changes. A result that changed nothing has steps too: the instance that committed
 * the change that it found may have died before writing the line.
 */
export async function stepsOf(trx: Transaction<Tables>, ids: readonly string[], by: string): Promise<Step[]> {
  const rows = await trx
    .selectFrom('api_keys as k')
    .select(['k.id as key_id', 'k.account_id', 'k.expires_at', 'k.scopes', 'k.revoked_at', 'k.revocation_reason'])
    .select([sql<string>`encode(k.digest, 'hex')`.as('digest'), sql<string>`k.revoked_by`.as('revoked_by')])
    .select(sql<Date>`clock_timestamp()`.as('now'))
    .where('k.id', 'in', ids)
    .execute()
  return rows.map(({ key_id, digest, account_id, now, expires_at, scopes, ...row }) => {
    const key = { key_id, digest, account_id }
    if (!row.revoked_at) return { ...key, at: now, by, expires_at, scopes }
    return { ...key, at: row.revoked_at, by: row.revoked_by, reason: row.revocation_reason, changed: false }
  })
}
