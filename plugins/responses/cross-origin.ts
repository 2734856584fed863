import cors from '@fastify/cors'
import fp from 'fastify-plugin'
import {
  ACCOUNT,
  LOCATION,
  RATE_LIMIT,
  RATE_REMAINING,
  RATE_RESET,
  REQUEST_ID,
  RETRY_AFTER,
} from '../../schemas/headers.ts'

/** Lets pages of the listed origins use a scope's routes with their visitors' cookies, and read keyward's headers. */
export default fp<{ config: { corsOrigins: readonly string[] } }>(
  async function crossOrigin(app, { config }) {
    if (config.corsOrigins.length === 0) return
    await app.register(cors, {
      // Not a list, because foreign origins would then get all CORS headers but one.
      origin: (origin, answer) => answer(null, origin !== undefined && config.corsOrigins.includes(origin)),
      credentials: true,
      methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
      exposedHeaders: [ACCOUNT, LOCATION, RATE_LIMIT, RATE_REMAINING, RATE_RESET, REQUEST_ID, RETRY_AFTER],
      maxAge: 600,
      strictPreflight: false, // otherwise an OPTIONS that is not a preflight would get a text/plain 400
      hideOptionsRoute: true,
    })
    app.addHook('onRequest', async function rejectPreflight({ method }, reply) {
      if (method === 'OPTIONS') return reply.code(204).send() // without CORS headers, this denies the preflight
    })
    // The hooks above answer preflights, but each path still needs an OPTIONS route, or the path's 405 would answer.
    const paths = new Set<string>()
    app.addHook('onRoute', function allowPreflight({ url, method }) {
      // Relative to this scope: routes of a child scope have its prefix too.
      const path = url.slice(app.prefix.length)
      if (method === 'OPTIONS' || paths.has(path)) return
      paths.add(path)
      app.options(path, { schema: { hide: true } }, () => {})
    })
  },
  { name: 'cross-origin', fastify: '5.x' },
)
