import Type, { type Static } from 'typebox'
import { AuditEvent } from './audit-event.ts'
import { Plan } from './plan.ts'
import { Uuid } from './primitives.ts'

export const PlanAction = Type.Enum(['create_plan', 'change_plan'], { type: 'string' })
export type PlanAction = Static<typeof PlanAction>

const { at, actor, reason, request_id, ip } = AuditEvent.properties

export const PlanEvent = Type.Object({
  id: Uuid,
  at,
  plan: Plan.properties.name,
  action: PlanAction,
  actor,
  reason: { ...reason, examples: ['New prices'] },
  details: Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    additionalProperties: true,
    description: 'The old and new values (`from`, `to`) of the fields that changed; `from` is null for a new plan',
    examples: [{ minute_limit: { from: 100, to: 200 } }],
  }),
  request_id: { ...request_id, description: '`X-Request-Id` of the response, or the ID of a run of `plans:apply`' },
  ip,
})
