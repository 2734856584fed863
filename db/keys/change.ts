import { type Kysely, type RawBuilder, sql, type UpdateObject } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { AuditAction } from '../../schemas/audit-event.ts'
import { recordEvents } from '../events/record.ts'
import type { Tables } from '../tables.ts'

/** Which keys are meant: a condition on `api_keys as k`. */
export type Selection = RawBuilder<boolean>

/** One key of an account. Another account's key is treated as missing. */
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
 *   `subject`  the keys that are meant, revoked ones included, and
 *   `changed`  those among them that the change applied to, as they are now.
 * No decision rests on an earlier read: each of any number that race about one key finds it revoked or not once it has
 * the row, and a revoked key stays as it is. The events are in the same statement, so there is no change without one.
 */
export function changeKeys(db: Kysely<Tables>, selection: Selection, change: Change) {
  const { set, action, repeated, actor, reason = null } = change
  return db
    .with('subject', qc => qc.selectFrom('api_keys as k').select(['k.id', 'k.account_id']).where(selection))
    .with('changed', qc =>
      qc
        .updateTable('api_keys as k')
        .set(set as UpdateObject<Tables & { k: Tables['api_keys'] }, 'k', 'k'>)
        .where(selection)
        .where('k.revoked_at', 'is', null)
        .returningAll('k'),
    )
    .with('event', qc =>
      repeated
        ? recordEvents(qc, sql`subject as keys`, { actor, action: eitherAction(action, repeated), reason })
        : recordEvents(qc, sql`changed as keys`, { actor, action, reason }),
    )
}

const eitherAction = (action: AuditAction, repeated: AuditAction) =>
  sql`case when keys.id in (select id from changed) then ${action} else ${repeated} end`
