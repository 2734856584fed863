import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ping } from '../../db/connection/client.ts'
import { errorResponses } from '../../schemas/error.ts'

const tags = ['Operations']
const Ok = Type.Object({ status: Type.String({ examples: ['ok'] }) })

/** `/healthz`: whether the process responds. `/readyz`: whether the database responds too. */
const health: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/healthz',
    {
      schema: {
        tags,
        operationId: 'getHealth',
        summary: 'Check liveness',
        description:
          'Returns 200 while the process responds. Does not query the database, because restarting keyward would not repair a database outage.',
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
        description: 'Returns 200 if the database responds too; otherwise 503.',
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
