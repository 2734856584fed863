import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { readUsage } from '../../db/usage/read.ts'
import { invalidField } from '../../errors.ts'
import { Rejections } from '../../schemas/counts.ts'
import { errorResponses } from '../../schemas/error.ts'
import { Timestamp, Uuid } from '../../schemas/primitives.ts'

const UsageQuery = Type.Object(
  {
    key_id: Type.Optional(Type.String({ format: 'uuid', description: 'Only requests made with this key' })),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, description: 'Number of days, including today' })),
    hours: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 168, description: 'Number of hours, including the current one' }),
    ),
  },
  { additionalProperties: false },
)

const UsageRow = Type.Object({
  key_id: Uuid,
  start: Timestamp,
  requests: Type.Integer({
    description: 'Requests admitted in the day or hour that begins at `start`',
    examples: [42],
  }),
  units: Type.Integer({
    description: 'Units that these requests took from the limits; a request takes 1 unless its gateway sends a cost',
    examples: [42],
  }),
  rejected: Type.Integer({
    description: 'Requests rejected in the same period because the key was revoked or expired',
    examples: [0],
  }),
  ...Rejections,
})

const DEFAULT_DAYS = 30

/** `GET /api/v1/usage`: requests by key and day, or by key and hour. Periods without requests are omitted. */
const usage: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/usage',
    {
      config: { right: 'keys:read' },
      schema: {
        tags: ['API Keys'],
        operationId: 'getUsage',
        summary: 'Get usage by key',
        description: `Returns admitted and rejected requests, and the units they took, per key and UTC day or hour. Send \`days\` or \`hours\`, not both; the default is
30 days. Periods without requests are omitted. Counts lag by up to 10 seconds.`,
        querystring: UsageQuery,
        response: { 200: Type.Object({ data: Type.Array(UsageRow) }), ...errorResponses() },
      },
    },
    async function getUsage({ owner, query: { key_id: keyId, days, hours } }, reply) {
      if (days !== undefined && hours !== undefined) throw invalidField('hours', 'cannot be combined with days')
      const [unit, count] = hours === undefined ? (['day', days ?? DEFAULT_DAYS] as const) : (['hour', hours] as const)
      return reply
        .code(200)
        .send({ data: await readUsage(app.searchDb(owner.accountId), owner.accountId, { unit, count, keyId }) })
    },
  )
}

export default usage
