import { type Kysely, sql, type Transaction } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import { changeKeys, type Subject } from '../keys/change.ts'
import { stepsOf, Unannounced } from '../keys/unannounced.ts'
import type { Tables } from '../tables.ts'

/**
 * Starts grace periods whose successor has been used: brings the old key's expiry forward to the first use plus the
 * grace period. It reads only stored uses, so a crash loses nothing. It skips locked rows, so it can run on all
 * instances at once.
 *
 * The record lines are written before the commit: no client would repeat this step after a crash in between, but the
 * next run does. If they cannot be written, nothing changes.
 * @returns how many grace periods were started
 */
export function startGraces(
  db: Kysely<Tables>,
  { most, actor, announce }: { most: number; actor: Actor; announce: Announce },
): Promise<number> {
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async trx => announce(await start(trx, most, actor)))
}

/** Writes the lines of the steps. @returns the result */
export type Announce = (started: Unannounced<number>) => Promise<number>

async function start(db: Transaction<Tables>, most: number, actor: Actor): Promise<Unannounced<number>> {
  // Instances of the previous release store only the last use, which is later and so never starts a grace period too
  // early.
  const firstUse = sql<Date>`coalesce(a.first_used_at, a.last_used_at)`
  const due = db.with('due', qc =>
    qc
      .selectFrom('api_keys as k')
      .innerJoin('key_activity as a', 'a.key_id', 'k.replaced_by')
      .select(['k.id', 'k.expires_at', firstUse.as('first_use')])
      .where('k.replaced_by', 'is not', null)
      .where('k.grace_started_at', 'is', null)
      .where('k.revoked_at', 'is', null)
      .where('k.expires_at', '>', sql<Date>`now()`)
      .where(firstUse, 'is not', null)
      .orderBy('k.id')
      .limit(most)
      .forNoKeyUpdate('k')
      .skipLocked(),
  )
  const isDue: Subject = sql`k.id in (select id from due)`
  const ofDue = sql<Date>`(select first_use from due where due.id = k.id)`
  const started = await changeKeys(due, isDue, {
    set: {
      grace_started_at: ofDue,
      expires_at: sql<Date>`least(k.expires_at, ${ofDue} + make_interval(secs => k.grace_seconds))`,
    },
    action: 'start_grace',
    details: sql`jsonb_build_object('expires_at', jsonb_build_object(
      'from', (select expires_at from due where due.id = keys.id), 'to', keys.expires_at))`,
    actor,
  })
    .selectFrom('changed')
    .select('id')
    .execute()
  const ids = started.map(({ id }) => id)
  return new Unannounced(ids.length, ids.length > 0 ? await stepsOf(db, ids, actor.name) : [])
}
