import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { KeyRejection, Rejection } from '../../auth/rejection.ts'
import type { ErrorCode } from '../../errors.ts'
import { clientOf } from '../../http/network.ts'
import { traceId } from '../../http/trace-id.ts'
import { ANY_CASE_UUID } from '../../schemas/primitives.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the log omits the address of the route's clients. */
    unnamedClient?: boolean
  }
  interface FastifyRequest {
    /** The account and key behind the request, for the log; null until a guard knows them. */
    account: LoggedAccount | null
    /** The code of the error in the response, for the log. */
    errorCode: ErrorCode | null
    /** Why the session or the key was rejected, for the log. */
    rejection: Rejection | KeyRejection | null
    /** The revoked or expired key that was presented, for the log; null for any other key. */
    rejectedKey: { accountId: string; keyId: string } | null
    /** The service key that the request was made with, for the log; null for other credentials. */
    serviceKeyId: string | null
  }
}

interface LoggedAccount {
  accountId: string
  keyId?: string
  /** The account's ID outside keyward, if that is another one. */
  externalId?: string | null | undefined
  /** Set if somebody else acts in this person's name. */
  personId?: string
  impersonator?: string
}

/** The log line of a response; null for unknown values. */
export interface Answered {
  request_id: string
  method: string | null
  /** The route's pattern. Never the URL, whose query may contain a key. */
  route: string | null
  status: number
  /** The error's code. */
  code?: ErrorCode | undefined
  /** Why a session or a key was rejected. */
  rejection?: Rejection | KeyRejection | undefined
  /** The name of `rejection` in the previous release. */
  refusal?: Rejection | KeyRejection | undefined
  duration_ms: number | null
  ip: string | null | undefined
  account_id?: string | undefined
  external_id?: string | undefined
  person_id?: string | undefined
  /** Who acts in the person's name. */
  impersonator?: string | undefined
  key_id?: string | undefined
  /** The service key that the request was made with. */
  service_key_id?: string | undefined
  /** The trace that the client or a proxy started, or the request's own if it is traced. */
  trace_id?: string | undefined
}

/** Logs and counts a response for which no hook runs. */
export function recordRawAnswer({ log, metrics }: FastifyInstance, answered: Answered) {
  const { method, route, status, duration_ms } = answered
  metrics.answer({ method, route, status, seconds: (duration_ms ?? 0) / 1000 })
  log.info(answered, 'request')
}

/** Counts and logs every response to a request that reached the router. */
export default fp(
  async function requestLog(app) {
    app.decorateRequest('account', null)
    app.decorateRequest('errorCode', null)
    app.decorateRequest('rejection', null)
    app.decorateRequest('rejectedKey', null)
    app.decorateRequest('serviceKeyId', null)
    const isLogged = ['trace', 'debug', 'info'].includes(app.log.level)
    app.addHook('onResponse', function record(request, reply, done) {
      const { method } = request
      const route = request.routeOptions.url ?? null
      const status = statusOf(reply)
      app.metrics.answer({ method, route, status, seconds: reply.elapsedTime / 1000 })
      if (isLogged) app.log.info(lineOf(request, reply, { method, route, status }), 'request')
      done()
    })
  },
  { name: 'request-log', fastify: '5.x', dependencies: ['metrics'] },
)

/** The status that nginx's client gets (see plugins/responses/auth-request.ts). */
export const statusOf = (reply: FastifyReply) => Number(reply.getHeader('x-auth-status') ?? reply.statusCode)

type Head = Pick<Answered, 'method' | 'route' | 'status'>

const lineOf = (request: FastifyRequest, { elapsedTime }: FastifyReply, head: Head): Answered => ({
  request_id: request.id,
  ...head,
  code: request.errorCode ?? undefined,
  rejection: request.rejection ?? undefined,
  refusal: request.rejection ?? undefined,
  duration_ms: Math.round(elapsedTime * 10) / 10,
  ip: request.routeOptions.config.unnamedClient ? undefined : clientOf(request).address,
  account_id: (request.account ?? request.rejectedKey)?.accountId ?? idInPath(request, 'accountId'),
  external_id: request.account?.externalId ?? undefined,
  person_id: request.account?.personId,
  impersonator: request.account?.impersonator,
  key_id: (request.account ?? request.rejectedKey)?.keyId ?? idInPath(request, 'keyId'),
  service_key_id: request.serviceKeyId ?? undefined,
  trace_id: request.span?.spanContext().traceId ?? traceId(request.headers.traceparent),
})

/** The ID of the key or account in the path, if it is a UUID: it could be a secret that was pasted by mistake. */
function idInPath({ params }: FastifyRequest, name: 'keyId' | 'accountId') {
  const id = { ...(params as Partial<Record<string, string>>) }[name] ?? ''
  return ANY_CASE_UUID.test(id) ? id.toLowerCase() : undefined
}
