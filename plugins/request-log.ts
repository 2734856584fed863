import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { ErrorCode } from '../errors.ts'
import { traceId } from '../http/trace-id.ts'
import { ANY_CASE_UUID } from '../schemas/primitives.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The account and key behind the request, for the log; null until a guard knows them. */
    caller: { accountId: string; keyId?: string } | null
    /** The code of the error that was answered, for the log. */
    errorCode: ErrorCode | null
  }
}

/** One line per response; null stands for what is not known about it. */
export interface Answered {
  request_id: string
  method: string | null
  /** The route's pattern, never the URL, which may carry a key in its query. */
  route: string | null
  status: number
  /** The error's code. */
  code?: ErrorCode | undefined
  duration_ms: number | null
  ip: string | null
  account_id?: string | undefined
  key_id?: string | undefined
  /** The trace that the client or a proxy has begun. */
  trace_id?: string | undefined
}

/** Writes the line for a response, no matter what sent it. */
export const logAnswer = (log: FastifyBaseLogger, answered: Answered) => log.info(answered, 'request')

/** Logs a line for every response to a request that reached the router. */
export default fp(
  async function requestLog(app) {
    app.decorateRequest('caller', null)
    app.decorateRequest('errorCode', null)
    if (!['trace', 'debug', 'info'].includes(app.log.level)) return
    app.addHook('onResponse', async function logRequest(request, reply) {
      logAnswer(app.log, {
        request_id: request.id,
        method: request.method,
        route: request.routeOptions.url ?? null,
        // The status that nginx's client gets, unwrapped (see plugins/auth-request.ts).
        status: Number(reply.getHeader('x-auth-status') ?? reply.statusCode),
        code: request.errorCode ?? undefined,
        duration_ms: Math.round(reply.elapsedTime * 10) / 10,
        ip: request.ip ?? null,
        account_id: request.caller?.accountId,
        key_id: request.caller?.keyId ?? keyInPath(request),
        trace_id: traceId(request.headers.traceparent),
      })
    })
  },
  { name: 'request-log', fastify: '5.x' },
)

/** The id of the key that a path names; only if it is a UUID, as someone may paste the secret there. */
function keyInPath({ params }: FastifyRequest) {
  const { keyId = '' } = { ...(params as { keyId?: string }) }
  return ANY_CASE_UUID.test(keyId) ? keyId.toLowerCase() : undefined
}
