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
        description: 'The process responds. Does not ask the database, since restarting keyward cannot repair it.',
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
        description: 'The database responds as well; 503 while it does not.',
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
