import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { listEvents } from '../../db/events/events.ts'
import { errorResponses } from '../../schemas/error.ts'
import { Cursor, Limit, NextCursor, NullableText, page, Timestamp, Uuid } from '../../schemas/primitives.ts'

const AuditAction = Type.Enum(['create', 'rename', 'revoke', 'revoke_repeated'], { type: 'string' })

const AuditEvent = Type.Object({
  id: Uuid,
  at: Timestamp,
  action: AuditAction,
  key_id: Uuid,
  actor: Type.String({
    description: '`user:` followed by the account ID',
    examples: ['user:00000000-0000-4000-8000-000000000001'],
  }),
  reason: NullableText({ examples: ['rotation: 2026-Q2 quarterly key refresh'] }),
  request_id: Type.String({ description: '`X-Request-Id` of the response', examples: ['req_abc123'] }),
  ip: Type.String({ description: 'Client IP address', examples: ['203.0.113.7'] }),
})

const AuditQuery = Type.Object(
  {
    key_id: Type.Optional(Type.String({ format: 'uuid', description: 'Only events of this key' })),
    action: Type.Optional(AuditAction),
    limit: Limit,
    cursor: Type.Optional(Cursor),
  },
  { additionalProperties: false },
)

/** `GET /api/v1/audit-events`: what was done to the account's keys, by whom, from where and why. */
const auditEvents: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/audit-events',
    {
      schema: {
        tags: ['API Keys'],
        operationId: 'listAuditEvents',
        summary: 'List audit events',
        description:
          'What happened to the keys of the account, newest first. Events never change. Revoking a key again adds an event.',
        querystring: AuditQuery,
        response: {
          200: Type.Object({ data: Type.Array(AuditEvent), next_cursor: NextCursor }),
          ...errorResponses(401),
        },
      },
    },
    async function list({ actor, query }, reply) {
      const { key_id: keyId, action, limit, cursor } = query
      const rows = await listEvents(app.db, actor.accountId, { keyId, action, limit, cursor })
      return reply.code(200).send(page(rows, limit))
    },
  )
}

export default auditEvents
