import { readFile } from 'node:fs/promises'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Nothing but what Swagger UI brings along itself: no other host, no inline script. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // The one style sheet that Swagger UI writes into its page, by its hash, and its widths and colours.
  "style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const PRESET = '/docs/static/swagger-ui-standalone-preset.js'

/** `GET /api/openapi.json`: the document. `GET /docs`: Swagger UI, which signs its requests with this origin's cookie. */
export default async function docs(app: FastifyInstance) {
  app.get('/api/openapi.json', { schema: { hide: true }, onRequest: app.anonymous.guard }, async function document() {
    return app.swagger()
  })
  app.addHook('onRequest', withoutPreset)
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: CONTENT_SECURITY_POLICY,
    // Without the bar in which a visitor could name another document; ours takes its place.
    uiConfig: { layout: 'BaseLayout', displayRequestDuration: true, docExpansion: 'list' },
    theme: {
      title: 'keyward API',
      js: [await script('bar.js'), await script('names.js')],
      css: [{ filename: 'bar.css', content: await asset('bar.css') }],
    },
  })
}

/** Swagger UI's page asks for its other layout, 230 kB, and its initializer for the name: we use neither. */
async function withoutPreset({ url }: FastifyRequest, reply: FastifyReply) {
  if (!url.startsWith(PRESET)) return
  return reply.type('text/javascript; charset=utf-8').send('var SwaggerUIStandalonePreset = []')
}

const script = async (filename: string) => ({ filename, content: await asset(filename) })

const asset = (name: string) => readFile(new URL(`../../dashboard/docs/${name}`, import.meta.url), 'utf8')
