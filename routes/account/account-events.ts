import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import Type, { type Static } from 'typebox'
import { findManagedAccount } from '../../db/account/find.ts'
import { findNamedAccount } from '../../db/ensure-account.ts'
import { listAccountEvents as listEvents } from '../../db/history/account-events.ts'
import { EVENT_ORDER } from '../../db/history/list.ts'
import { ApiError } from '../../errors.ts'
import { AccountParams } from '../../schemas/account.ts'
import { AccountEvent } from '../../schemas/account-event.ts'
import { CursorText, NextCursor, toCursor, toPage } from '../../schemas/cursor.ts'
import { errorResponses } from '../../schemas/error.ts'
import { Limit } from '../../schemas/primitives.ts'

const EventQuery = Type.Object({ limit: Limit, cursor: Type.Optional(CursorText) }, { additionalProperties: false })

const schema = {
  summary: 'List account events',
  description: `Returns the history of the account itself, newest first: changes of its tier, limits and metadata, and resets of its
windows. Events never change. The history of its keys is at \`/api/v1/audit-events\`.`,
  querystring: EventQuery,
  response: {
    200: Type.Object({ data: Type.Array(AccountEvent), next_cursor: NextCursor }),
    ...errorResponses(),
  },
}

/** `GET /api/v1/account-events`: an account's own history. */
export const ownEvents: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/account-events',
    { schema: { ...schema, tags: ['API Keys'], operationId: 'listAccountEvents' } },
    async function listAccountEvents({ session, query }, reply) {
      return reply.code(200).send(await pageOf(app, session.accountId, query))
    },
  )
}

/** `GET /admin/v1/accounts/{accountId}/account-events`: the same for an operator. */
export const eventsOfAccount: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/accounts/:accountId/account-events',
    {
      config: { right: 'accounts:read' },
      schema: {
        ...schema,
        tags: ['Operations'],
        operationId: 'listEventsOfAccount',
        summary: 'List the events of an account',
        params: AccountParams,
        response: { ...schema.response, ...errorResponses(404) },
      },
    },
    async function listEventsOfAccount({ params, query }, reply) {
      const account = await findNamedAccount(app.db, params.accountId)
      if (!account) throw new ApiError('not_found')
      const page = await pageOf(app, account.accountId, query)
      // The history outlives the account, so only an empty one needs the question.
      if (page.data.length === 0 && !(await findManagedAccount(app.db, account))) throw new ApiError('not_found')
      return reply.code(200).send(page)
    },
  )
}

async function pageOf({ db }: FastifyInstance, accountId: string, { limit, cursor }: Static<typeof EventQuery>) {
  const rows = await listEvents(db, accountId, { limit, after: toCursor(cursor, EVENT_ORDER) })
  return toPage(rows, limit, EVENT_ORDER)
}
