import { type Kysely, sql } from 'kysely'
import type { Use, Verdict } from '../enforcement/decision.ts'
import type { Tables } from './tables.ts'

/**
 * Decides a batch of uses and counts the admitted ones, in one statement. The statement begins after this call, so it
 * sees every revocation that was answered before the call.
 *
 * The statement is a function (db/migrations/016-terms-authorize.ts), so that each connection plans it once and keeps
 * the plan. A change needs a new migration and a new function name, because instances of the release before call the
 * old function during a rolling upgrade.
 *
 * **Counts.** Of an account's requests to all instances together, as many are admitted in each minute, day and month as
 * its limits and the keys' allow, in units. The statement that counts requests locks the usage_windows row in which it
 * counts them. `windows` therefore reads the row as its last writer left it, including the account's own limits, and no
 * other statement writes it until this one ends. The joins and conditions of `windows` use only columns that nobody
 * changes under that lock. Otherwise PostgreSQL would drop the row when it checks it again after a wait. The plan, and
 * whether it has ended, are those at the beginning of the statement.
 *
 * If everything that an account's batch asks for fits, and none of its keys has limits, all of it is admitted without
 * looking at the groups. If the account has nothing left, nothing is. Otherwise `admit_by_terms` looks at the groups in
 * order of arrival. It is VOLATILE, so its queries have a newer snapshot than the statement's: they see what the batch
 * has counted that held the account's row before. It never inserts a row of `key_windows`. One that another transaction
 * has just inserted would be invisible here, and a second one would admit a key's limit twice.
 *
 * **Locks.** Rows of usage_windows are locked in the order of their accounts. Otherwise, only rows of key_windows are
 * locked, each while its account's row is, so batches cannot deadlock with each other or with other statements.
 * Rejected requests write nothing.
 *
 * **Time.** Windows never go backwards. now() is the time at which the statement began, so a statement that waited for
 * the lock may find the row in a later window than its own. It then counts in that later window.
 *
 * **Expiry.** Once a key has been reported as `expired`, it is never admitted again. `confirm_expiry` decides about a key
 * that looks expired. An update that moves an expiry later takes the key's advisory lock, then checks that the key has
 * not expired, and holds the lock until its transaction ends (trigger `expired_keys_stay_expired`). If the lock is
 * taken, such an update is in flight: `undecided`. If it is free, every earlier update has committed and is visible to
 * a newer snapshot, and every later one will find that the key has expired. It makes no difference how long a COMMIT
 * takes. The lock is released at once, so a batch holds at most one, and an update never waits for a batch.
 * @param groups uses that are alike; each group becomes one row
 * @returns one verdict per group, in the same order
 */
export async function authorizeUses(db: Kysely<Tables>, groups: readonly (readonly Use[])[]): Promise<Verdict[]> {
  const uses = groups.map(([first]) => first as Use)
  const { rows } = await sql<Verdict>`
    select verdict as kind, key_id as "keyId", account_id as "accountId", external_id as "externalId", tier,
      entitlements, name, prefix, expires_at as "expiresAt", scopes, key_metadata as "metadata",
      account_metadata as "accountMetadata", minute_limit as "minuteLimit", day_limit as "dayLimit",
      month_limit as "monthLimit", minute_used as "minuteUsed", day_used as "dayUsed",
      month_before::float8 as "monthBefore", minute_end as "minuteEnd", day_end as "dayEnd",
      key_terms as "keyWindows", admitted, date_part('epoch', now()) * 1000 as "atMs"
    from public.decide_by_terms(${uses.map(use => use.digest)}::text[],
      ${uses.map(({ counts }, at) => (counts ? groups[at]?.length : 0))}::int[],
      ${uses.map(({ cost }) => cost)}::int[],
      ${uses.map(({ requirement }) => requirement?.needs)}::text[],
      ${uses.map(({ requirement }) => requirement?.scopes?.join(' '))}::text[],
      ${uses.map(({ describes }) => describes === true)}::boolean[])
    order by entry`.execute(db)
  return rows
}
