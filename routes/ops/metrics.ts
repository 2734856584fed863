import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { errorResponses } from '../../schemas/error.ts'

const schema = {
  tags: ['Operations'],
  operationId: 'getMetrics',
  summary: 'Get metrics',
  description: 'Returns metrics in the Prometheus text format. Public unless `METRICS_TOKEN` is set.',
  security: [],
  response: {
    200: { description: 'Success', content: { 'text/plain': { schema: Type.String() } } },
    ...errorResponses(),
  },
}

/** `GET /metrics`, for Prometheus. */
const metrics: FastifyPluginAsyncTypebox = async app => {
  app.get('/metrics', { schema }, async function getMetrics(_request, reply) {
    return reply.type(app.metrics.registry.contentType).send(await app.metrics.registry.metrics())
  })
}

export default metrics
