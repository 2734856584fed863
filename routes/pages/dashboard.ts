import { readFile } from 'node:fs/promises'
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import type { Presentation } from '../../config/api-info.ts'
import { branded } from '../../config/brand.ts'
import { type KeyFormat, withPrefix } from '../../config/key-format.ts'
import { type KeptFile, keepFile, serveFile } from '../../http/kept-file.ts'

const ROOT = new URL('../..', import.meta.url)

/** The files that the page loads. */
const PAGE_FILES = ['dashboard/bundle/page.css', 'dashboard/bundle/page.js']
const LOGO = 'dashboard/icon.svg'
/** The custom element, which pages of other origins load too. */
const ELEMENT = 'client/keyward-keys.js'

/** The page will contain an account's data, which no cache may show to someone else. */
const NOT_CACHED = 'no-store'
const REVALIDATE = 'no-cache'
/** For a file whose URL contains the digest of its content. */
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
  // The operator of the host decides whether it is reached only over TLS.
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
}

/** A logo that a deployment brings is a stranger's file, even though it was checked. */
const LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

interface Options {
  demo: boolean
  apiInfo: Presentation | undefined
  keyFormat: KeyFormat
}

/** `GET /`, `GET /enter`: the dashboard and its files. */
export default async function dashboard(app: FastifyInstance, { demo, apiInfo, keyFormat }: Options) {
  await app.register(helmet, headers)

  const files = new Map<string, KeptFile>()
  const adapt = withPrefix(keyFormat)
  const withBrand = (text: string) => branded(adapt(text), apiInfo?.brand)
  for (const path of PAGE_FILES) files.set(path, await keepFile(new URL(path, ROOT), withBrand))
  files.set(LOGO, await keepFile(new URL(LOGO, ROOT), icon => apiInfo?.logo ?? icon))
  const element = await keepFile(new URL(ELEMENT, ROOT), withBrand)
  const html = versioned(withBrand(await readFile(new URL('dashboard/index.html', ROOT), 'utf8')), files)
  const page = demo ? html.replace('<html', '<html data-demo') : html

  // A link from a backend opens the same page: its code is in the fragment, which browsers do not send.
  for (const path of ['/', '/enter'])
    app.get(path, { schema: { hide: true } }, async function index(_request, reply) {
      return reply.type('text/html; charset=utf-8').header('cache-control', NOT_CACHED).send(page)
    })
  for (const [path, file] of files)
    serveFile(app, `/${path}`, file, ({ query }) => {
      const isNamed = (query as { v?: string }).v === file.digest
      return {
        'cache-control': isNamed ? FOREVER : REVALIDATE,
        ...(path === LOGO && { 'content-security-policy': LOGO_POLICY }),
      }
    })
  serveFile(app, `/${ELEMENT}`, element, () => ({
    'cache-control': REVALIDATE,
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  }))
}

/** Adds the digest of each file to its URL, so that browsers can cache the file until it changes. */
const versioned = (html: string, files: ReadonlyMap<string, KeptFile>) =>
  [...files].reduce((text, [path, { digest }]) => text.replaceAll(`"/${path}"`, `"/${path}?v=${digest}"`), html)
