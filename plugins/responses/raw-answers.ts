import type { IncomingMessage, ServerResponse } from 'node:http'
import { METHODS, type RequestListener, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { ApiError, invalidField } from '../../errors.ts'
import { clientOf } from '../../http/network.ts'
import { canAnswerNow, queued, takeBack } from '../../http/pipelining.ts'
import { requestId } from '../../http/request-id.ts'
import { recordRawAnswer } from '../watching/request-log.ts'
import { answerTo, sendError } from './errors.ts'
import { commonHeaders, documentHeaders } from './rate-limit.ts'

/**
 * Responses that Node would otherwise send itself, before Fastify has a request. They get the same envelope, headers
 * and log line.
 */
export default fp(
  async function rawAnswers(app) {
    function reject(error: ApiError, request: IncomingMessage, response: ServerResponse) {
      const { status, headers, body } = rawAnswer(app, error, request.socket, request.method)
      response.writeHead(status, headers).end(body)
    }
    const rejectExpectation: RequestListener = (request, response) =>
      reject(new ApiError('expectation_failed'), request, response)
    app.server.on('checkExpectation', queued(rejectExpectation))
    // The parser also accepts RTSP methods. The router has none of them, and Fastify would log all routes each time.
    const [route] = app.server.listeners('request') as [RequestListener]
    const rejectRtsp: RequestListener = (request, response) =>
      METHODS.includes(String(request.method)) ? route(request, response) : reject(notHttp(), request, response)
    app.server.removeAllListeners('request').on('request', queued(rejectRtsp))
    app.server.on('connect', (request: IncomingMessage, socket: Socket) => {
      takeBack(socket)
      const error = new ApiError('method_not_allowed', { headers: { allow: 'GET' } })
      if (canAnswerNow(socket)) endSocket(app, error, socket, request.method)
    })
    // Node would answer a missing Host itself, without a body, so http/server-options.ts turns requireHostHeader off.
    app.addHook('onRequest', function requireHost({ raw }, _reply, done) {
      const lines = hostLines(raw)
      if (lines > 1) return done(invalidField('Host', 'was sent more than once'))
      done(lines === 0 && raw.httpVersion === '1.1' ? invalidField('Host', 'is required') : undefined)
    })
  },
  { name: 'raw-answers', fastify: '5.x', dependencies: ['errors', 'rate-limit', 'request-log'] },
)

const HOST = 'host'

/** Counts Host headers: Node keeps the first of two, but a proxy in front may have used the other one. */
function hostLines({ rawHeaders }: IncomingMessage) {
  let lines = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string
    // Compares the length first, because most names differ in it and then need no copy in lower case.
    if (name.length === HOST.length && name.toLowerCase() === HOST) lines++
  }
  return lines
}

/** Handlers for Fastify's options, for requests that neither its router nor its hooks see. */
export const rawHandlers = { clientErrorHandler: answerClientError, frameworkErrors: answerFrameworkError }

/** Answers input that the parser rejected or that did not arrive in time. */
function answerClientError(this: FastifyInstance, error: Error & { code?: string }, socket: Socket) {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  if (canAnswerNow(socket)) endSocket(this, toApiError(error), socket)
}

/** Answers a path that the router cannot parse. Fastify runs no hooks for it. */
function answerFrameworkError(error: Error & { code?: string }, request: FastifyRequest, reply: FastifyReply) {
  const { id, method, server } = request
  const client = clientOf(request)
  const answer =
    error.code === 'FST_ERR_MAX_PARAM_LENGTH'
      ? new ApiError('uri_too_long')
      : invalidField('path', 'has an invalid percent-escape')
  const { statusCode: status, code } = answer
  recordRawAnswer(server, { request_id: id, method, route: null, status, code, duration_ms: 0, ip: client.address })
  return sendError(
    answer,
    request,
    reply.headers({ ...commonHeaders(server.anonymous.of(client), id), ...documentHeaders }),
  )
}

function toApiError({ code }: { code?: string }) {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ApiError('request_timeout')
  if (code === 'HPE_HEADER_OVERFLOW') return new ApiError('headers_too_large')
  return notHttp()
}

const notHttp = () => invalidField('request', 'is not valid HTTP')

/** A response that ends its connection. @param method undefined if the parser did not reach it */
function rawAnswer(app: FastifyInstance, error: ApiError, socket: Socket, method?: string) {
  const id = requestId()
  const client = clientOf({ ip: undefined, socket })
  const { code, status, headers, body } = answerTo(app, error, id)
  const [known, duration] = method === undefined ? [null, null] : [method, 0]
  recordRawAnswer(app, {
    request_id: id,
    method: known,
    route: null,
    status,
    code,
    duration_ms: duration,
    ip: client.address,
  })
  const length = Buffer.byteLength(body)
  const own = {
    ...commonHeaders(app.anonymous.of(client), id),
    ...documentHeaders,
    'content-length': length,
    connection: 'close',
  }
  return { status, headers: { ...headers, ...own }, body }
}

function endSocket(app: FastifyInstance, error: ApiError, socket: Socket, method?: string) {
  const { status, headers, body } = rawAnswer(app, error, socket, method)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`, () =>
    socket.destroy(),
  )
}
