import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const ROOT = new URL('../..', import.meta.url)

/** All that the page asks for. */
const PAGE_FILES = ['dashboard/bundle/page.css', 'dashboard/bundle/page.js', 'dashboard/icon.svg']
/** The custom element, which pages of other origins load as well. */
const ELEMENT = 'client/keyward-keys.js'

const REVALIDATE = 'no-cache'
/** For a file whose URL names its content. */
const FOREVER = 'public, max-age=31536000, immutable'

const headers: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
    },
  },
  // Whether a host is only ever reached by TLS is for whoever runs the host to say.
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
}

/** `GET /`: the dashboard, and what it is made of. */
export default async function page(app: FastifyInstance, { demo }: { demo: boolean }) {
  await app.register(helmet, headers)
  await app.register(files, { root: fileURLToPath(ROOT), serve: false, cacheControl: false, dotfiles: 'deny' })

  const digests = new Map<string, string>()
  for (const path of PAGE_FILES) digests.set(path, await digestOf(path))
  const html = named(await readFile(new URL('dashboard/index.html', ROOT), 'utf8'), digests)
  const index = demo ? html.replace('<html', '<html data-demo') : html

  app.get('/', { schema: { hide: true } }, async function dashboard(_request, reply) {
    return reply.type('text/html; charset=utf-8').header('cache-control', REVALIDATE).send(index)
  })
  for (const path of PAGE_FILES)
    app.get<{ Querystring: { v?: string } }>(
      `/${path}`,
      { schema: { hide: true } },
      async function file(request, reply) {
        const isNamed = request.query.v === digests.get(path)
        return reply.header('cache-control', isNamed ? FOREVER : REVALIDATE).sendFile(path)
      },
    )
  app.get(`/${ELEMENT}`, { schema: { hide: true } }, async function element(_request, reply) {
    return reply
      .header('cache-control', REVALIDATE)
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .sendFile(ELEMENT)
  })
}

/** The page with the content of each file in its URL, so that browsers keep it until there is another. */
const named = (html: string, digests: ReadonlyMap<string, string>) =>
  [...digests].reduce((text, [path, digest]) => text.replaceAll(`"/${path}"`, `"/${path}?v=${digest}"`), html)

async function digestOf(path: string) {
  return createHash('sha256')
    .update(await readFile(new URL(path, ROOT)))
    .digest('base64url')
    .slice(0, 12)
}
