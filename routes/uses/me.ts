import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Plans } from '../../config/plans.ts'
import { errorResponses } from '../../schemas/error.ts'
import { Me, toMe } from '../../schemas/me.ts'

/** `GET /api/v1/me`: the presented key, its account and its limits. Counts like every other use. */
const me: FastifyPluginAsyncTypebox<{ config: { plans: Plans } }> = async (app, { config: { plans } }) => {
  app.get(
    '/me',
    {
      schema: {
        tags: ['Using API Keys'],
        operationId: 'getMe',
        summary: 'Get the current key',
        description:
          'Returns the key that the request was sent with, its account and its limits. Counts like any other request.',
        response: { 200: Me, ...errorResponses() },
      },
    },
    async function getMe({ admission: { key, windows } }, reply) {
      return reply.code(200).send(toMe(key, windows, plans[key.tier].entitlements))
    },
  )
}

export default me
