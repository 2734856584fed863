import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { readUsage } from '../../db/activity.ts'
import { invalidField } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import { Timestamp, Uuid } from '../../schemas/primitives.ts'

const UsageQuery = Type.Object(
  {
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, description: 'Days, today included' })),
    hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 168, description: 'Hours, the present one included' })),
  },
  { additionalProperties: false },
)

const UsageRow = Type.Object({
  key_id: Uuid,
  start: Timestamp,
  requests: Type.Integer({ description: 'Requests admitted from then on, for a day or an hour', examples: [42] }),
})

const DEFAULT_DAYS = 30

/** `GET /api/v1/usage`: admitted requests by key and day, or key and hour. What is not listed is zero. */
const usage: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/usage',
    {
      schema: {
        tags: ['API Keys'],
        operationId: 'getUsage',
        summary: 'Requests by key and day or hour (UTC)',
        description:
          'Either `days` or `hours`; the last 30 days without either. What is not listed is zero. Up to 10 seconds late.',
        querystring: UsageQuery,
        response: { 200: Type.Object({ data: Type.Array(UsageRow) }), ...errorResponses() },
      },
    },
    async function getUsage({ session, query: { days, hours } }, reply) {
      if (days !== undefined && hours !== undefined) throw invalidField('hours', 'must not stand beside days')
      const [unit, count] = hours === undefined ? (['day', days ?? DEFAULT_DAYS] as const) : (['hour', hours] as const)
      return reply.code(200).send({ data: await readUsage(app.db, session.accountId, unit, count) })
    },
  )
}

export default usage
