import { type QueryCreator, type RawBuilder, sql, type UpdateObject } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { AuditAction } from '../../schemas/audit-event.ts'
import { recordEvents } from '../history/record.ts'
import type { Tables } from '../tables.ts'

/** Which keys a change is about: a condition on `api_keys as k`. */
export type Selection = RawBuilder<boolean>

/** One key of an account. Another account's key is treated as missing. */
export const ownKey = (accountId: string, keyId: string): Selection =>
  sql<boolean>`k.id = ${keyId} and k.account_id = ${accountId}`

interface Change {
  /** Holds for those of the selection that the statement has locked itself, where it must lock them in order. */
  held?: Selection
  /** The columns to write; nothing is written to a revoked key. */
  set: UpdateObject<Tables, 'api_keys', 'api_keys'>
  /** The event recorded for a key that is changed. */
  action: AuditAction
  /** A JSON object for the event; it may refer to the columns of `changed as keys`. */
  details?: RawBuilder<unknown>
  actor: Actor
  reason?: string | RawBuilder<string> | null
}

/**
 * Changes keys and records the change, in one statement, which the caller completes by selecting from
 *   `subject`  the keys the change is about, revoked ones included, as they were when the statement began, and
 *   `changed`  those of them that it applied to, as they are now.
 * No decision rests on an earlier read: however many changes race for one key, each checks whether it is revoked once
 * it holds the row, and a revoked key stays as it is. The events are in the same statement, so no change lacks one.
 */
export function changeKeys(db: QueryCreator<Tables>, selection: Selection, change: Change) {
  const { held = sql<boolean>`true`, set, action, details, actor, reason = null } = change
  return db
    .with('subject', qc => qc.selectFrom('api_keys as k').selectAll('k').where(selection))
    .with('changed', qc =>
      qc
        .updateTable('api_keys as k')
        .set(set as UpdateObject<Tables & { k: Tables['api_keys'] }, 'k', 'k'>)
        .where(selection)
        .where(held)
        .where('k.revoked_at', 'is', null)
        .returningAll('k'),
    )
    .with('event', qc => recordEvents(qc, sql`changed as keys`, { actor, action, reason, details }))
}

/**
 * Locks the keys of a selection that are not revoked, as `mine`, in the order of their ids, so that two such statements
 * wait for each other instead of for ever.
 */
export function inOrder<T extends Tables>(db: QueryCreator<T>, selection: Selection) {
  return (db as unknown as QueryCreator<Tables>).with('mine', qc =>
    qc
      .selectFrom('api_keys as k')
      .select('k.id')
      .where(selection)
      .where('k.revoked_at', 'is', null)
      .orderBy('k.id')
      .forNoKeyUpdate(),
  )
}
