import { type QueryCreator, type RawBuilder, sql, type UpdateObject } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { AuditAction } from '../../schemas/audit-event.ts'
import { recordEvents } from '../events/record.ts'
import type { Tables } from '../tables.ts'

/** Which keys are meant: a condition on `api_keys as k`. */
export type Selection = RawBuilder<boolean>

/** One key of an account. Somebody else's is selected no more than one that is not there. */
export const ownKey = (accountId: string, keyId: string): Selection =>
  sql<boolean>`k.id = ${keyId} and k.account_id = ${accountId}`

interface Change {
  /** The columns to write; of a revoked key none is written. */
  set: UpdateObject<Tables, 'api_keys', 'api_keys'>
  /** The event of a key that is changed. */
  action: AuditAction
  /** The event of a key that was revoked before; without one there is none. */
  repeated?: AuditAction
  actor: Actor
  reason?: string | null
}

/**
 * Changes keys and records it, in one statement, to be ended with what the caller wants to know of
 *   `subject`  the keys that are meant, revoked ones included, as they were when the statement began, and
 *   `changed`  those among them that the change applied to, as they are now.
 * Nothing is read before it is written, so any number of these may race about one key: each finds it revoked or not
 * when it has its row, and a key that is revoked stays as it is. The events are in the same statement, so there is
 * no change without its event.
 */
export function changeKeys(
  db: QueryCreator<Tables>,
  selection: Selection,
  { set, action, repeated, actor, reason }: Change,
) {
  const subject = sql`subject as keys`
  const changed = sql`changed as keys`
  const applied = sql`case when keys.id in (select id from changed) then ${action} else ${repeated} end`
  return db
    .with('subject', subject => subject.selectFrom('api_keys as k').selectAll('k').where(selection))
    .with('changed', changed =>
      changed
        .updateTable('api_keys as k')
        .set(set as UpdateObject<Tables & { k: Tables['api_keys'] }, 'k', 'k'>)
        .where(selection)
        .where('k.revoked_at', 'is', null)
        .returningAll('k'),
    )
    .with('event', event =>
      repeated
        ? recordEvents(event, subject, { actor, action: applied, reason: reason ?? null })
        : recordEvents(event, changed, { actor, action, reason: reason ?? null }),
    )
}
