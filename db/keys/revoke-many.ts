import { type Kysely, sql } from 'kysely'
import { pauseAfter } from '../../limits/pause.ts'
import { recordEvents } from '../history/record.ts'
import type { Tables } from '../tables.ts'
import { changeKeys, lockedInOrder, type Subject } from './change.ts'
import { type Revoking, revocationUnless } from './revoke.ts'
import { partOf } from './subject.ts'
import { type Revocation, Unannounced } from './unannounced.ts'

/** Writes the lines of a batch and counts it. An error undoes the batch and ends the run. */
type Report = (revocations: Unannounced<Revocation[]>) => Promise<void>

/** A statement with so many takes some milliseconds, in which uses of other keys wait for a processor. */
const KEYS_A_BATCH = 50
/** How many keys one request by a filter looks up; it has time for fewer. */
const MOST_A_REQUEST = 5_000

/**
 * Revokes keys in one statement: all of them or none. Rows are locked in the order of their ids, so that two such
 * statements wait for each other instead of for ever. Keys that were already revoked stay as they are; together they are
 * one event for each account, with their number. If `recorded` is false, there is one only if the statement also revokes.
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
 * Revokes the keys of a subject, all of them unrevoked, batch by batch: those that could be used come first, and the
 * expired ones last. However many there are, the request ends in time; the caller repeats it for the rest.
 * @param until when to begin no further batch, by `performance.now()`; the first one is always revoked
 * @param report called with each batch before it is committed
 * @returns whether all keys were reached
 */
export async function revokeMatching(
  db: Kysely<Tables>,
  subject: Subject,
  { change, until }: { change: Revoking; until: number },
  report: Report,
): Promise<boolean> {
  const ids = await unexpiredFirst(db, subject)
  for (let from = 0; from < ids.length; from += KEYS_A_BATCH) {
    if (from > 0 && performance.now() > until) return false
    const begun = performance.now()
    await revokeBatch(db, partOf(subject, ids.slice(from, from + KEYS_A_BATCH)), change, report)
    await pauseAfter(begun)
  }
  return ids.length < MOST_A_REQUEST
}

/**
 * The lines are written before the commit. A repeated filter does not find the keys that it has revoked, so it could not
 * write their lines again after a crash in between.
 */
const revokeBatch = (db: Kysely<Tables>, batch: Subject, change: Revoking, report: Report) =>
  db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async trx => report(await revokeKeys(trx, batch, change)))

async function unexpiredFirst(db: Kysely<Tables>, subject: Subject): Promise<string[]> {
  const isExpired = sql<boolean>`coalesce(k.expires_at <= now(), false)`
  const keys = db.selectFrom('api_keys as k').select('k.id').where(subject)
  const rows = await keys.orderBy(isExpired).orderBy('k.id').limit(MOST_A_REQUEST).execute()
  return rows.map(({ id }) => id)
}

/**
 * Revokes keys batch by batch, each as a whole, with a rest after each.
 * @param until when to begin no further batch, by `performance.now()`
 * @param report called with each batch before it is committed
 * @returns whether all keys were reached
 */
export async function revokeInBatches(
  db: Kysely<Tables>,
  subject: Subject,
  { change, until }: { change: Revoking; until: number },
  report: Report,
): Promise<boolean> {
  let after = NO_ID
  while (performance.now() <= until) {
    const ids = await nextIds(db, subject, after)
    const begun = performance.now()
    if (ids.length > 0) await revokeBatch(db, partOf(subject, ids), change, report)
    await pauseAfter(begun)
    if (ids.length < KEYS_A_BATCH) return true
    after = ids.at(-1) as string
  }
  return false
}

/** Before every other. */
const NO_ID = '00000000-0000-0000-0000-000000000000'

/** The next keys of a subject in the order of their ids; however many there are, only these are held in memory. */
async function nextIds(db: Kysely<Tables>, subject: Subject, after: string): Promise<string[]> {
  const keys = db.selectFrom('api_keys as k').select('k.id').where(subject).where('k.id', '>', after)
  const rows = await keys.orderBy('k.id').limit(KEYS_A_BATCH).execute()
  return rows.map(({ id }) => id)
}
