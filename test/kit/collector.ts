import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'

export interface SentSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  /** 2: of a server; 3: of a client (OTLP, SpanKind). */
  kind: number
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[]
  /** 2: an error. */
  status: { code?: number }
}

interface Body {
  resourceSpans: { resource: Pick<SentSpan, 'attributes'>; scopeSpans: { spans: SentSpan[] }[] }[]
}

/** An OpenTelemetry collector on loopback, for OTLP over HTTP with JSON, that records what it receives. */
export async function collector(t: Test, { silent = false } = {}) {
  const requests: { url: string | undefined; body: string }[] = []
  const server = createServer(async (request, response) => {
    requests.push({ url: request.url, body: await text(request) })
    if (!silent) response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const resources = () => requests.flatMap(({ body }) => (JSON.parse(body) as Body).resourceSpans)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    resources,
    spans: () => resources().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  }
}

/** The attributes of a span by name. */
export const attributesOf = ({ attributes }: Pick<SentSpan, 'attributes'>) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]))
