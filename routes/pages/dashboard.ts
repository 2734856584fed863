import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** All that a browser may read of this folder; each has its path as its URL, so that imports mean the same to tsc. */
const SERVED = globSync(['dashboard/**/*.{js,css,svg}', 'client/*.js'], { cwd: ROOT })

const REVALIDATE = 'no-cache'

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

/** `GET /`: the dashboard, with its modules and style sheets as they are. */
export default async function page(app: FastifyInstance, { demo }: { demo: boolean }) {
  await app.register(helmet, headers)
  await app.register(files, { root: ROOT, serve: false, cacheControl: false, dotfiles: 'deny' })

  const index = await readFile(new URL('../../dashboard/index.html', import.meta.url), 'utf8')
  const html = demo ? index.replace('<html', '<html data-demo') : index

  app.get('/', { schema: { hide: true } }, async function dashboard(_request, reply) {
    return reply.type('text/html; charset=utf-8').header('cache-control', REVALIDATE).send(html)
  })
  for (const path of SERVED)
    app.get(`/${path}`, { schema: { hide: true } }, async function file(_request, reply) {
      return reply.header('cache-control', REVALIDATE).sendFile(path)
    })
}
