import cors from '@fastify/cors'
import fp from 'fastify-plugin'
import { RATE_LIMIT, RATE_REMAINING, RATE_RESET, REQUEST_ID, RETRY_AFTER } from '../schemas/headers.ts'

/** Lets the listed origins' pages use the routes of a scope with their visitors' cookies, and read our headers. */
export default fp<{ config: { corsOrigins: readonly string[] } }>(
  async function crossOrigin(app, { config }) {
    if (config.corsOrigins.length === 0) return
    await app.register(cors, {
      // As a list, it would give foreign origins all headers but one.
      origin: (origin, answer) => answer(null, origin !== undefined && config.corsOrigins.includes(origin)),
      credentials: true,
      methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
      exposedHeaders: [RATE_LIMIT, RATE_REMAINING, RATE_RESET, REQUEST_ID, RETRY_AFTER],
      maxAge: 600,
      strictPreflight: false, // an OPTIONS that is no preflight would get a text/plain 400
      hideOptionsRoute: true,
    })
    app.addHook('onRequest', async function refusePreflight({ method }, reply) {
      if (method === 'OPTIONS') return reply.code(204).send() // without those headers, it says no
    })
    // The answers to preflights come from the hooks above; they need routes of their own, or the paths' 405 takes them.
    const paths = new Set<string>()
    app.addHook('onRoute', function allowPreflight({ routePath, method }) {
      if (method === 'OPTIONS' || paths.has(routePath)) return
      paths.add(routePath)
      app.options(routePath, { schema: { hide: true } }, () => {})
    })
  },
  { name: 'cross-origin', fastify: '5.x' },
)
