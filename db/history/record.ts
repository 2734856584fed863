import { type QueryCreator, type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../auth/actor.ts'
import type { AuditAction } from '../../schemas/audit-event.ts'
import type { Tables } from '../tables.ts'

interface Event {
  actor: Actor
  action: AuditAction | RawBuilder<unknown>
  reason: string | RawBuilder<string> | null
  /** A JSON object about the row of `keys`. */
  details?: RawBuilder<unknown> | undefined
}

/**
 * Inserts one event per row of `keys`, a common table expression with the `id` and `account_id` of the keys concerned.
 * An event belongs to the account that owns the key, not to the actor.
 */
export function recordEvents(
  db: QueryCreator<Tables>,
  keys: RawBuilder<unknown>,
  { actor, action, reason, details }: Event,
) {
  const { name, sessionId, sessionName, requestId, ip, service, actingFor } = actor
  return db
    .insertInto('audit_events')
    .columns([
      'account_id',
      'key_id',
      'action',
      'actor',
      'session_id',
      'session_name',
      'reason',
      'details',
      'request_id',
      'ip',
      'service',
      'acting_for',
    ])
    .expression(sql`select keys.account_id, keys.id, ${action}, ${name}, ${sessionId}::uuid, ${sessionName}::text,
      ${reason}::text,
      ${details ?? sql`null`}::jsonb, ${requestId}, ${ip}::inet, ${service}::text,
      ${actingFor}::text from ${keys}`)
}
