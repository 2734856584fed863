import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { toMe } from '../../enforcement/valid-key.ts'
import { errorResponses } from '../../schemas/error.ts'
import { Me } from '../../schemas/me.ts'

/** `GET /api/v1/me`: the presented key, its account and its limits. Counts like every other use. */
const me: FastifyPluginAsyncTypebox = async app => {
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
    async function getMe({ admission }, reply) {
      return reply.code(200).send(toMe(admission))
    },
  )
}

export default me
