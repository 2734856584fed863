import { readFile } from 'node:fs/promises'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import type { Presentation } from '../../config/api-info.ts'
import { branded, escaped } from '../../config/brand.ts'
import { ApiError } from '../../errors.ts'
import { keepFile, serveFile } from '../../http/kept-file.ts'

/** Allows only the files of Swagger UI, and requests to the listed servers: no other host, no inline script. */
const policyFor = (servers: Presentation['servers'] = []) =>
  [...CONTENT_SECURITY_POLICY, ['connect-src', "'self'", ...new Set(servers.flatMap(originOf))].join(' ')].join('; ')

const originOf = ({ url }: { url: string }) => (URL.canParse(url) ? [new URL(url).origin] : [])

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Swagger UI writes one style sheet into its page, allowed by its hash, and inline widths and colors.
  "style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
]

const ICON = { filename: 'icon.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any' }

const STATIC = '/docs/static'
/** The files that Swagger UI's page loads. */
const FILES = [
  'swagger-ui-bundle.js',
  'swagger-ui.css',
  'index.css',
  'logo.svg',
  'favicon-16x16.png',
  'favicon-32x32.png',
]

/**
 * `GET /api/openapi.json`: the document. `GET /docs`: Swagger UI, whose requests use the session cookie of this origin.
 */
export default async function docs(app: FastifyInstance, { apiInfo }: { apiInfo: Presentation | undefined }) {
  app.get('/api/openapi.json', { schema: { hide: true }, onRequest: app.anonymous.guard }, async function document() {
    return app.swagger()
  })
  await ownFiles(app)
  const asset = async (filename: string) => ({ filename, content: branded(await read(filename), apiInfo?.brand) })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: policyFor(apiInfo?.servers),
    // Without the bar for the URL of another document; keyward's own bar replaces it.
    uiConfig: { layout: 'BaseLayout', displayRequestDuration: true, docExpansion: 'list' },
    theme: {
      title: apiInfo ? escaped(apiInfo.info.title) : 'keyward API',
      js: [await asset('bar.js'), await asset('names.js')],
      css: [await asset('bar.css')],
      ...(apiInfo?.logo && { favicon: [{ ...ICON, content: apiInfo.logo }] }),
    },
  })
}

/** Serves Swagger UI's files instead of its plugin, which would open them for each request. */
async function ownFiles(app: FastifyInstance) {
  for (const name of FILES) {
    const file = await keepFile(new URL(import.meta.resolve(`@fastify/swagger-ui/static/${name}`)))
    serveFile(app, `${STATIC}/${name}`, file, () => ({ 'cache-control': 'public, max-age=0' }))
  }
  // Swagger UI's page loads its other layout, which has 230 kB, although it is not used; its initializer needs the
  // name.
  app.get(`${STATIC}/swagger-ui-standalone-preset.js`, { schema: { hide: true } }, async function preset(_, reply) {
    return reply.type('text/javascript; charset=utf-8').send('var SwaggerUIStandalonePreset = []')
  })
  app.addHook('onRequest', async function rejectOthers(request) {
    if (request.routeOptions.url !== `${STATIC}/*`) return
    await app.anonymous.guard(request)
    throw new ApiError('not_found')
  })
}

const read = (name: string) => readFile(new URL(`../../dashboard/docs/${name}`, import.meta.url), 'utf8')
