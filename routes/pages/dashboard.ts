import { readFile } from 'node:fs/promises'
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import { type KeptFile, keepFile, serveFile } from '../../http/kept-file.ts'

const ROOT = new URL('../..', import.meta.url)

/** All that the page asks for. */
const PAGE_FILES = ['dashboard/bundle/page.css', 'dashboard/bundle/page.js', 'dashboard/icon.svg']
/** The custom element, which pages of other origins load as well. */
const ELEMENT = 'client/keyward-keys.js'

/** The page soon has an account's data in it, and no cache may show it again to someone else. */
const NOT_KEPT = 'no-store'
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
export default async function dashboard(app: FastifyInstance, { demo }: { demo: boolean }) {
  await app.register(helmet, headers)

  const files = new Map<string, KeptFile>()
  for (const path of PAGE_FILES) files.set(path, await keepFile(new URL(path, ROOT)))
  const element = await keepFile(new URL(ELEMENT, ROOT))
  const html = versioned(await readFile(new URL('dashboard/index.html', ROOT), 'utf8'), files)
  const page = demo ? html.replace('<html', '<html data-demo') : html

  app.get('/', { schema: { hide: true } }, async function index(_request, reply) {
    return reply.type('text/html; charset=utf-8').header('cache-control', NOT_KEPT).send(page)
  })
  for (const [path, file] of files)
    serveFile(app, `/${path}`, file, ({ query }) => {
      const isNamed = (query as { v?: string }).v === file.digest
      return { 'cache-control': isNamed ? FOREVER : REVALIDATE }
    })
  serveFile(app, `/${ELEMENT}`, element, () => ({
    'cache-control': REVALIDATE,
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  }))
}

/** The page with the content of each file in its URL, so that browsers keep it until there is another. */
const versioned = (html: string, files: ReadonlyMap<string, KeptFile>) =>
  [...files].reduce((text, [path, { digest }]) => text.replaceAll(`"/${path}"`, `"/${path}?v=${digest}"`), html)
