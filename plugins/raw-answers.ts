import type { IncomingMessage, ServerResponse } from 'node:http'
import { METHODS, type RequestListener, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { ApiError, envelope, invalidField } from '../errors.ts'
import { requestId } from '../http/request-id.ts'
import { sendError } from './errors.ts'
import { rateLimitHeaders } from './rate-limit.ts'

/** The answers that Node gives by itself, before there is a request for Fastify: the same envelope and headers. */
export default fp(
  async function rawAnswers(app) {
    function refuse(error: ApiError, { socket }: IncomingMessage, response: ServerResponse) {
      const { status, headers, body } = answer(app, error, socket)
      response.writeHead(status, headers).end(body)
    }
    app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
      refuse(new ApiError('expectation_failed'), request, response),
    )
    // The parser also takes RTSP. The router knows none of its methods, and Fastify would log all routes each time.
    const [route] = app.server.listeners('request') as [RequestListener]
    app.server.removeAllListeners('request').on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (METHODS.includes(String(request.method))) route(request, response)
      else refuse(notHttp(), request, response)
    })
    app.server.on('connect', (request: IncomingMessage, socket: Socket) => {
      // Node has let go of this socket, and an error that nobody hears would end the process.
      socket.on('error', () => {})
      endSocket(app, new ApiError('method_not_allowed', { headers: { allow: 'GET' } }), socket, request.method)
    })
    // Node would answer this one itself, without a body (http: requireHostHeader in http/server-options.ts).
    app.addHook('onRequest', function requireHost(request, _reply, done) {
      const missing = request.headers.host === undefined && request.raw.httpVersion === '1.1'
      done(missing ? invalidField('Host', 'is required') : undefined)
    })
  },
  { name: 'raw-answers', fastify: '5.x', dependencies: ['rate-limit'] },
)

/** Answers what the parser refused; for Fastify's `clientErrorHandler`. */
export function answerClientError(this: FastifyInstance, error: Error & { code?: string }, socket: Socket) {
  const inTheMiddle = (socket as { _httpMessage?: { headersSent: boolean } })._httpMessage?.headersSent
  if (error.code === 'ECONNRESET' || !socket.writable || inTheMiddle) return void socket.destroy()
  endSocket(this, toApiError(error), socket)
}

/** Answers a path that the router could not read, without its hooks; for Fastify's `frameworkErrors`. */
export function answerFrameworkError(error: Error & { code?: string }, request: FastifyRequest, reply: FastifyReply) {
  const { anonymous, log } = request.server
  reply.headers({ ...rateLimitHeaders(anonymous.of(request.ip)), 'x-request-id': request.id })
  const answer =
    error.code === 'FST_ERR_MAX_PARAM_LENGTH'
      ? new ApiError('uri_too_long')
      : invalidField('path', 'has a broken percent-escape')
  log.info({ request_id: request.id, route: null, method: request.method, status: answer.statusCode }, 'request')
  return sendError(answer, request, reply)
}

function toApiError({ code }: { code?: string }) {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ApiError('request_timeout')
  if (code === 'HPE_HEADER_OVERFLOW') return new ApiError('headers_too_large')
  return notHttp()
}

const notHttp = () => invalidField('request', 'is not valid HTTP')

function answer(app: FastifyInstance, error: ApiError, socket: Socket, method?: string) {
  const id = requestId()
  const status = error.statusCode
  app.log.info({ request_id: id, route: null, method, status }, 'request')
  const body = JSON.stringify(envelope(error, id))
  const headers = {
    ...error.headers,
    ...rateLimitHeaders(app.anonymous.of(socket.remoteAddress)),
    'x-request-id': id,
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }
  return { status, headers, body }
}

function endSocket(app: FastifyInstance, error: ApiError, socket: Socket, method?: string) {
  const { status, headers, body } = answer(app, error, socket, method)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`, () =>
    socket.destroy(),
  )
}
