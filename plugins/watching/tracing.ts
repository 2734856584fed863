import type { Span } from '@opentelemetry/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { RELEASE } from '../../db/release.ts'
import { statusOf } from './request-log.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Runs a part of a request, in a child span if the request is traced. */
    part<T>(request: FastifyRequest, name: string, run: () => Promise<T>): Promise<T>
  }
  interface FastifyRequest {
    /** The request's span; null without tracing. */
    span: Span | null
  }
}

export interface TraceSettings {
  /** The address of an OpenTelemetry collector. */
  otlpEndpoint: string | undefined
  traceRatio: number
}

/** SpanStatusCode.ERROR. The package itself is loaded only if there is a collector. */
const ERROR = 2

/**
 * Sends a span for every request that reaches the router. It contains the same facts as the log line, and nothing that
 * a client wrote, which may be a credential: no URL, header, body or address.
 */
export default fp<{ config: TraceSettings }>(
  async function tracing(app, { config: { otlpEndpoint, traceRatio } }) {
    app.decorateRequest('span', null)
    if (otlpEndpoint === undefined) return void app.decorate('part', (_request, _name, run) => run())
    const { openTracer } = await import('./tracer.ts')
    const warn = (reason: string) => app.log.warn({ reason }, 'traces are lost')
    const tracer = openTracer({ url: `${otlpEndpoint}/v1/traces`, ratio: traceRatio, version: RELEASE, warn })

    app.decorate('part', ({ span }, name, run) => tracer.part(span as Span, name, run))
    app.addHook('onRequest', function beginSpan(request, _reply, done) {
      request.span = tracer.begin(request.method, request.headers.traceparent)
      tracer.within(request.span, done)
    })
    // After the wait for a body, code runs in the context of the connection and no longer of the request.
    app.addHook('preValidation', function continueSpan({ span }, _reply, done) {
      tracer.within(span as Span, done)
    })
    app.addHook('onResponse', function endSpan(request, reply, done) {
      end(request.span as Span, request, reply)
      done()
    })
    app.addHook('onClose', tracer.close)
  },
  { name: 'tracing', fastify: '5.x', dependencies: ['request-log'] },
)

/** Names as in OpenTelemetry's semantic conventions for HTTP. */
function end(span: Span, { id, method, routeOptions: { url }, errorCode }: FastifyRequest, reply: FastifyReply) {
  const status = statusOf(reply)
  if (url) span.updateName(`${method} ${url}`)
  span.setAttributes({
    'http.request.method': method,
    'http.response.status_code': status,
    ...(url && { 'http.route': url }),
    ...(errorCode && status >= 400 && { 'error.type': errorCode }),
    'keyward.request_id': id,
  })
  if (status >= 500) span.setStatus({ code: ERROR })
  span.end()
}
