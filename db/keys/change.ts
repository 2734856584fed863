import { type QueryCreator, type RawBuilder, sql, type UpdateObject } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { AuditAction } from '../../schemas/audit-event.ts'
import { recordEvents } from '../history/record.ts'
import type { Tables } from '../tables.ts'

/** The keys that a change is about, as a condition on `api_keys as k`. */
export type Subject = RawBuilder<boolean>

/** One key of an account. A key of another account is treated as missing. */
export const keyOfAccount = (accountId: string, keyId: string): Subject =>
  sql<boolean>`k.id = ${keyId} and k.account_id = ${accountId}`

interface Change {
  /** Restricts the change to some keys of the subject, such as those that the statement has locked in order. */
  onlyIf?: Subject
  /** The columns to write. Revoked keys are left unchanged. */
  set: UpdateObject<Tables, 'api_keys', 'api_keys'>
  /** The action of the event that is recorded for each changed key. */
  action: AuditAction
  /** A JSON object for the event. It can refer to the columns of `changed as keys`. */
  details?: RawBuilder<unknown>
  actor: Actor
  reason?: string | RawBuilder<string> | null
}

/**
 * Changes keys and records an event for each, in one statement. The caller completes the statement by selecting from
 * `subject`, the keys that the change is about, including revoked ones, as they were when the statement began, and from
 * `changed`, the keys that were changed, as they are now.
 *
 * No decision rests on an earlier read. However many changes race for one key, each checks whether the key is revoked
 * once it holds the row, and a revoked key stays unchanged. The events are part of the statement, so every change has
 * one.
 */
export function changeKeys(db: QueryCreator<Tables>, subject: Subject, change: Change) {
  const { onlyIf = sql<boolean>`true`, set, action, details, actor, reason = null } = change
  return db
    .with('subject', qc => qc.selectFrom('api_keys as k').selectAll('k').where(subject))
    .with('changed', qc =>
      qc
        .updateTable('api_keys as k')
        .set(set as UpdateObject<Tables & { k: Tables['api_keys'] }, 'k', 'k'>)
        .where(subject)
        .where(onlyIf)
        .where('k.revoked_at', 'is', null)
        .returningAll('k'),
    )
    .with('event', qc => recordEvents(qc, sql`changed as keys`, { actor, action, reason, details }))
}

/**
 * Adds `locked`: the keys of the subject that are not revoked, with their rows locked in the order of their ids. One such
 * statement waits for another; locking in different orders would deadlock.
 */
export function lockedInOrder<T extends Tables>(db: QueryCreator<T>, subject: Subject) {
  return (db as unknown as QueryCreator<Tables>).with('locked', qc =>
    qc
      .selectFrom('api_keys as k')
      .select('k.id')
      .where(subject)
      .where('k.revoked_at', 'is', null)
      .orderBy('k.id')
      .forNoKeyUpdate(),
  )
}
