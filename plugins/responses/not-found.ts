import { METHODS } from 'node:http'
import type { HTTPMethods } from 'fastify'
import fp from 'fastify-plugin'
import { ApiError } from '../../errors.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Adds the routes that answer 404 and 405. Call this after all other routes are registered. */
    rejectTheRest(): void
  }
}

/** Answers 404 for unknown paths, and 405 with Allow for methods that a path does not support. */
export default fp(
  async function notFound(app) {
    const paths = new Set<string>()
    app.addHook('onRoute', ({ url }) => void paths.add(url))
    // Fastify knows eight methods by default. CONNECT is never routed: see plugins/responses/raw-answers.ts.
    for (const method of METHODS)
      if (method !== 'CONNECT' && !app.supportedMethods.includes(method)) app.addHttpMethod(method, { hasBody: true })

    /** Rejects before the body is read. */
    function reject(url: string, methods: string[], error: () => ApiError) {
      const handler = async () => {
        throw error()
      }
      const onRequest = [app.anonymous.guard, handler]
      app.route({ url, method: methods, schema: { hide: true }, exposeHeadRoute: false, onRequest, handler })
    }

    app.decorate('rejectTheRest', () => {
      for (const url of [...paths]) {
        const methods = app.supportedMethods.filter(method => app.hasRoute({ method: method as HTTPMethods, url }))
        const others = app.supportedMethods.filter(method => !methods.includes(method))
        // @fastify/cors adds an OPTIONS route for all paths; that alone does not make a path exist.
        if (methods.join() === 'OPTIONS') continue
        const headers = { allow: methods.sort().join(', ') }
        if (others.length > 0) reject(url, others, () => new ApiError('method_not_allowed', { headers }))
      }
      // Not a catch-all route, which would also match over-long IDs, for which the router answers 414.
      app.register(async function nowhere(scope) {
        const rejectAll = async () => {
          throw new ApiError('not_found')
        }
        scope.addHook('onRequest', app.anonymous.guard)
        scope.addHook('onRequest', rejectAll)
        scope.setNotFoundHandler(rejectAll)
      })
    })
  },
  { name: 'not-found', fastify: '5.x', dependencies: ['rate-limit'] },
)
