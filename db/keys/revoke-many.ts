import { type Kysely, sql } from 'kysely'
import { pauseAfter } from '../../limits/pause.ts'
import { recordEvents } from '../history/record.ts'
import type { Tables } from '../tables.ts'
import { changeKeys, lockedInOrder, type Subject } from './change.ts'
import { type Revoking, revocationUnless } from './revoke.ts'
import { partOf } from './subject.ts'
import { type Revocation, Unannounced } from './unannounced.ts'

/** Writes the record lines of a batch and counts it. An error rolls the batch back and ends the run. */
type Report = (revocations: Unannounced<Revocation[]>) => Promise<void>

/** A statement of this size takes a few milliseconds, during which uses of other keys wait for CPU. */
const KEYS_PER_BATCH = 50
/** How many keys one request with a filter looks up. It has time to revoke fewer. */
const MOST_PER_REQUEST = 5_000

/**
 * Revokes keys in one statement, all or none. Rows are locked in the order of their ids, so that concurrent statements
 * cannot deadlock. Keys that were already revoked stay unchanged; for each account they are recorded together, as one
 * event with their number. If `recorded` is false, that event is written only if the statement also revokes keys.
 * @returns the first revocation of each key of the subject
 */
export async function revokeKeys(
  db: Kysely<Tables>,
  subject: Subject,
  { actor, reason, recorded = true }: Revoking,
): Promise<Unannounced<Revocation[]>> {
  const change = changeKeys(lockedInOrder(db, subject), subject, {
    onlyIf: sql`k.id in (select id from locked)`,
    set: { revoked_at: sql<Date>`now()`, revoked_by: actor.name, revocation_reason: reason },
    action: 'revoke',
    actor,
    reason,
  })
  const repeated = sql`(
    select account_id, min(id::text)::uuid as id, count(*) as count from subject
    where id not in (select id from changed) and (${recorded}::boolean or exists (select from changed))
    group by account_id) as keys`
  const details = sql`case when keys.count > 1 then jsonb_build_object('keys', keys.count) end`
  const revocations = await change
    .with('repetition', qc => recordEvents(qc, repeated, { actor, action: 'revoke_repeated', reason, details }))
    .selectFrom(revocationUnless(sql`false`))
    .selectAll()
    .execute()
  return new Unannounced(revocations, revocations)
}

/**
 * Revokes the keys of a subject that contains no revoked keys, in batches, starting with keys that have not expired.
 * However many keys there are, the call ends in time; the caller repeats it for the rest.
 * @param until when to start no further batch, by `performance.now()`; the first batch is always revoked
 * @param report called with each batch before it is committed
 * @returns whether all keys were processed
 */
export async function revokeMatching(
  db: Kysely<Tables>,
  subject: Subject,
  { change, until }: { change: Revoking; until: number },
  report: Report,
): Promise<boolean> {
  const ids = await unexpiredFirst(db, subject)
  for (let from = 0; from < ids.length; from += KEYS_PER_BATCH) {
    if (from > 0 && performance.now() > until) return false
    const begun = performance.now()
    await revokeBatch(db, partOf(subject, ids.slice(from, from + KEYS_PER_BATCH)), change, report)
    await pauseAfter(begun)
  }
  return ids.length < MOST_PER_REQUEST
}

/**
 * The record lines are written before the commit. A repeated filter does not find the keys that it has revoked, so it
 * could not write their lines after a crash in between.
 */
const revokeBatch = (db: Kysely<Tables>, batch: Subject, change: Revoking, report: Report) =>
  db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async trx => report(await revokeKeys(trx, batch, change)))

async function unexpiredFirst(db: Kysely<Tables>, subject: Subject): Promise<string[]> {
  const isExpired = sql<boolean>`coalesce(k.expires_at <= now(), false)`
  const keys = db.selectFrom('api_keys as k').select('k.id').where(subject)
  const rows = await keys.orderBy(isExpired).orderBy('k.id').limit(MOST_PER_REQUEST).execute()
  return rows.map(({ id }) => id)
}

/**
 * Revokes keys in batches, each of them all or none, with a pause after each.
 * @param until when to start no further batch, by `performance.now()`
 * @param report called with each batch before it is committed
 * @returns whether all keys were processed
 */
export async function revokeInBatches(
  db: Kysely<Tables>,
  subject: Subject,
  { change, until }: { change: Revoking; until: number },
  report: Report,
): Promise<boolean> {
  let after = LOWEST_ID
  while (performance.now() <= until) {
    const ids = await nextIds(db, subject, after)
    const begun = performance.now()
    if (ids.length > 0) await revokeBatch(db, partOf(subject, ids), change, report)
    await pauseAfter(begun)
    if (ids.length < KEYS_PER_BATCH) return true
    after = ids.at(-1) as string
  }
  return false
}

/** Sorts before every other ID. */
const LOWEST_ID = '00000000-0000-0000-0000-000000000000'

/** The IDs of the next batch, in order. Only one batch is held in memory. */
async function nextIds(db: Kysely<Tables>, subject: Subject, after: string): Promise<string[]> {
  const keys = db.selectFrom('api_keys as k').select('k.id').where(subject).where('k.id', '>', after)
  const rows = await keys.orderBy('k.id').limit(KEYS_PER_BATCH).execute()
  return rows.map(({ id }) => id)
}
