import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ping } from '../../db/connection/client.ts'
import { errorResponses } from '../../schemas/error.ts'

const tags = ['Operation']
const Ok = Type.Object({ status: Type.String({ examples: ['ok'] }) })

/** `/healthz`: the process answers. `/readyz`: the database answers too. */
const health: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/healthz',
    {
      schema: {
        tags,
        operationId: 'getHealth',
        summary: 'Whether the process answers',
        description: 'For whoever restarts it. It asks nothing of the database, which no restart mends.',
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
        summary: 'Whether the database answers too',
        description: 'For whoever sends requests here: 503 while the database cannot be asked.',
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
