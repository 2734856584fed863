import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

/** `GET /metrics`, for Prometheus. */
const metrics: FastifyPluginAsyncTypebox = async app => {
  app.get('/metrics', { schema: { hide: true } }, async function getMetrics(_request, reply) {
    return reply.type(app.metrics.registry.contentType).send(await app.metrics.registry.metrics())
  })
}

export default metrics
