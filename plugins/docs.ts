import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

/** Nothing but what Swagger UI brings along itself: no other host, no inline script. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** `GET /api/openapi.json`: the document. `GET /docs`: Swagger UI, which signs its requests with this origin's cookie. */
export default async function docs(app: FastifyInstance) {
  app.get('/api/openapi.json', { schema: { hide: true }, onRequest: app.anonymous.guard }, async function document() {
    return app.swagger()
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: CONTENT_SECURITY_POLICY,
    uiConfig: {
      tryItOutEnabled: true,
      displayRequestDuration: true,
      docExpansion: 'list',
      persistAuthorization: false,
    },
    theme: { title: 'keyward: the API' },
  })
}
