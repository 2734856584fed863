import Type, { type Static } from 'typebox'
import { AuditEvent } from './audit-event.ts'
import { Uuid } from './primitives.ts'

export const AccountAction = Type.Enum(
  [
    'set_plan',
    'set_limits',
    'set_metadata',
    'reset_windows',
    'suspend',
    'lift_suspension',
    'start_session',
    'end_session',
    'set_member',
    'remove_member',
  ],
  { type: 'string' },
)
export type AccountAction = Static<typeof AccountAction>

const { at, actor, service, acting_for, reason, request_id, ip } = AuditEvent.properties

export const AccountEvent = Type.Object({
  id: Uuid,
  at,
  action: AccountAction,
  actor,
  service,
  acting_for,
  reason: { ...reason, examples: ['Upgraded by sales'] },
  details: Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    additionalProperties: true,
    description:
      'The old and new values (`from`, `to`) of `tier`, `tier_until`, `tier_after`, `limits`, `metadata` or `suspended_at`. For `reset_windows`, `used` is what had been used of the windows that were reset. For `start_session` and `end_session`, the `session` or `sessions`, and their `person`',
    examples: [{ tier: { from: 'free', to: 'pro' } }],
  }),
  request_id,
  ip,
})
