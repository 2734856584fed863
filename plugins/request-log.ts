import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'

const UUID = /^[0-9a-f-]{36}$/i

/** One line a request: the route's pattern, never the URL, which may carry a key in its query. */
export default fp(
  async function requestLog(app) {
    if (!['trace', 'debug', 'info'].includes(app.log.level)) return
    app.addHook('onResponse', async function logRequest(request, reply) {
      app.log.info(
        {
          request_id: request.id,
          method: request.method,
          route: request.routeOptions.url ?? null,
          // What nginx's client gets; keyward wraps it (plugins/auth-request.ts).
          status: reply.getHeader('x-auth-status') ?? reply.statusCode,
          duration_ms: Math.round(reply.elapsedTime * 10) / 10,
          ip: request.ip,
          ...subjects(request),
        },
        'request',
      )
    })
  },
  { name: 'request-log', fastify: '5.x' },
)

/** The account and key that a request was about, as far as they are known. */
function subjects({ session, admission, params }: FastifyRequest) {
  const keyId = admission?.key.keyId ?? (params as { keyId?: string } | undefined)?.keyId
  return {
    account_id: session?.accountId ?? admission?.key.accountId,
    // Somebody may paste the secret where its id belongs.
    key_id: keyId && UUID.test(keyId) ? keyId.toLowerCase() : undefined,
  }
}
