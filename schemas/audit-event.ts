import Type, { type Static } from 'typebox'
import { NullableText, Timestamp, Uuid } from './primitives.ts'

export const AuditAction = Type.Enum(
  [
    'create',
    'rename',
    'change_description',
    'change_scopes',
    'change_expiry',
    'change_limits',
    'change_metadata',
    'rotate',
    'start_grace',
    'cancel_rotation',
    'pause',
    'resume',
    'revoke',
    'revoke_repeated',
  ],
  { type: 'string' },
)
export type AuditAction = Static<typeof AuditAction>

export const AuditEvent = Type.Object({
  id: Uuid,
  at: Timestamp,
  action: AuditAction,
  key_id: Uuid,
  actor: Type.String({
    description:
      '`user:` followed by the person ID, `service:` followed by the ID of a service key, `operator`, or `system` for leak reports without a session and for automatic actions, such as a replay after a restore',
    examples: ['user:00000000-0000-4000-8000-000000000001'],
  }),
  service: NullableText({
    description: 'Name that the service key had; null for other actors',
    examples: [null],
  }),
  acting_for: NullableText({
    description: 'Whom the service or operator said it acted for (`Keyward-Acting-For`)',
    examples: [null],
  }),
  reason: NullableText({ examples: ['rotation: 2026-Q2 quarterly key refresh'] }),
  details: Type.Unsafe<Record<string, unknown> | null>({
    type: 'object',
    nullable: true,
    additionalProperties: true,
    description:
      'More about the event, such as old and new values. `keys` is the number of keys in a repeated revocation of many keys; `key_id` is one of them',
    examples: [null],
  }),
  request_id: Type.String({ description: '`X-Request-Id` of the response', examples: ['req_abc123'] }),
  ip: NullableText({
    description: 'Client IP address; `0.0.0.0` if the client had already disconnected, null if none was recorded',
    examples: ['203.0.113.7'],
  }),
})
