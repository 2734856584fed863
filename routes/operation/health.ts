import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ping } from '../../db/connection/client.ts'
import { errorResponses } from '../../schemas/error.ts'

const tags = ['Operations']
const Ok = Type.Object({ status: Type.String({ examples: ['ok'] }) })

/** `/healthz`: the process answers. `/readyz`: the database answers too. */
const health: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/healthz',
    {
      schema: {
        tags,
        operationId: 'getHealth',
        summary: 'Check liveness',
        description:
          'Whether the process responds. Does not query the database: restarting keyward would not repair that.',
        security: [],
        response: { 200: Ok, ...errorResponses() },
      },
    },
    async function healthz(_request, reply) {
      return reply.code(200).send({ status: 'ok' })
    },
  )

  app.get(
    '/readyz',
    {
      schema: {
        tags,
        operationId: 'getReadiness',
        summary: 'Check readiness',
        description: 'Whether the database responds too; 503 if not.',
        security: [],
        response: { 200: Ok, ...errorResponses() },
      },
    },
    async function readyz(_request, reply) {
      await ping(app.db)
      return reply.code(200).send({ status: 'ok' })
    },
  )
}

export default health
