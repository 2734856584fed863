import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { EVENT_ORDER, listEvents } from '../../db/history/list.ts'
import { AuditAction, AuditEvent } from '../../schemas/audit-event.ts'
import { CursorText, NextCursor, toCursor, toPage } from '../../schemas/cursor.ts'
import { toDate } from '../../schemas/date-time.ts'
import { errorResponses } from '../../schemas/error.ts'
import { Limit, Storable } from '../../schemas/primitives.ts'

const AuditQuery = Type.Object(
  {
    key_id: Type.Optional(Type.String({ format: 'uuid', description: 'Only events for this key' })),
    action: Type.Optional(AuditAction),
    from: Type.Optional(Type.String({ format: 'date-time', description: 'Only events at or after this time' })),
    to: Type.Optional(Type.String({ format: 'date-time', description: 'Only events before this time' })),
    q: Type.Optional(
      Type.String({
        maxLength: 100,
        ...Storable,
        description:
          'Only events that match this text: the reason contains it (ignoring case), the request ID or IP address equals it, or the key matches it as in the `q` filter of the key list',
      }),
    ),
    limit: Limit,
    cursor: Type.Optional(CursorText),
  },
  { additionalProperties: false },
)

/** `GET /api/v1/audit-events`: the history of the account's keys. */
const auditEvents: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/audit-events',
    {
      config: { right: 'keys:read' },
      schema: {
        tags: ['API Keys'],
        operationId: 'listAuditEvents',
        summary: 'List audit events',
        description:
          "Returns the history of the account's keys, newest first. Events never change. Revoking a key again adds an event.",
        querystring: AuditQuery,
        response: {
          200: Type.Object({ data: Type.Array(AuditEvent), next_cursor: NextCursor }),
          ...errorResponses(),
        },
      },
    },
    async function list({ owner, query }, reply) {
      const { key_id: keyId, q: text, from, to, cursor, ...rest } = query
      const between = { from: dateOf('from', from), to: dateOf('to', to) }
      const after = toCursor(cursor, EVENT_ORDER)
      const rows = await listEvents(app.searchDb(owner.accountId), owner.accountId, {
        ...rest,
        ...between,
        keyId,
        text,
        after,
      })
      return reply.code(200).send(toPage(rows, query.limit, EVENT_ORDER))
    },
  )
}

const dateOf = (field: string, text: string | undefined) => (text === undefined ? undefined : toDate(field, text))

export default auditEvents
