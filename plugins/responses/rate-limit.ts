import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { limitExceeded } from '../../errors.ts'
import { type Client, clientOf } from '../../http/network.ts'
import { NetworkWindows } from '../../limits/network-windows.ts'
import { SESSION_COOKIE } from '../../schemas/credentials.ts'
import { RATE_LIMIT, RATE_REMAINING, RATE_RESET, REQUEST_ID } from '../../schemas/headers.ts'
import type { Window } from '../../schemas/primitives.ts'

declare module 'fastify' {
  interface FastifyInstance {
    anonymous: AnonymousWindow
  }
  interface FastifyRequest {
    /** The window that the response reports; null for the window of the address. */
    rateLimit: Window | null
  }
}

interface AnonymousWindow {
  /** Counts a request without a credential. @throws 429 if its address has no requests left */
  take(request: FastifyRequest): void
  /** A hook for public routes: counts requests that present no credential. */
  guard(request: FastifyRequest): Promise<void>
  /** The window of a client. */
  of(client: Client): Window
}

/** Header names in lower case, as Node and Fastify store them. */
const [limitHeader, remainingHeader, resetHeader, idHeader] = [
  RATE_LIMIT.toLowerCase(),
  RATE_REMAINING.toLowerCase(),
  RATE_RESET.toLowerCase(),
  REQUEST_ID.toLowerCase(),
] as const

/** The headers of every response, whichever code sends it. */
export const commonHeaders = ({ limit, remaining, reset }: Window, requestId: string) => ({
  [limitHeader]: limit,
  [remainingHeader]: remaining,
  [resetHeader]: reset,
  [idHeader]: requestId,
  // Browsers must not guess a different content type.
  'x-content-type-options': 'nosniff',
})

/** Default headers for every response with a body: no framing, no scripts, no referrer. */
export const documentHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
}

/** The headers of every response, and the windows for requests without a credential. */
export default fp<{ config: { anonymousLimitPerMinute: number; sessionCookie: string | undefined } }>(
  async function rateLimit(app, { config }) {
    const windows = new NetworkWindows(config.anonymousLimitPerMinute)
    const of = ({ networks }: Client) => windows.state(networks)

    app.decorateRequest('rateLimit', null)
    function take(request: FastifyRequest) {
      const client = clientOf(request)
      if (!windows.take(client.networks)) throw limitExceeded('address', 'minute', of(client))
    }
    async function guard(request: FastifyRequest) {
      if (!presentsSomething(request, config.sessionCookie ?? SESSION_COOKIE)) take(request)
    }
    app.decorate('anonymous', { of, take, guard })

    app.addHook('onSend', function addHeaders(request, reply, payload, done) {
      reply.headers(commonHeaders(request.rateLimit ?? of(clientOf(request)), request.id))
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
      // Responses without a body, such as those to gateways, need no document headers.
      if (payload) addMissing(reply, documentHeaders)
      done(null, payload)
    })
  },
  { name: 'rate-limit', fastify: '5.x' },
)

function addMissing(reply: FastifyReply, headers: Record<string, string>) {
  for (const name in headers) if (!reply.hasHeader(name)) reply.header(name, headers[name])
}

const presentsSomething = ({ headers, raw }: FastifyRequest, sessionCookie: string) =>
  headers.authorization !== undefined ||
  headers['x-api-key'] !== undefined ||
  headers.cookie?.includes(SESSION_COOKIE) ||
  headers.cookie?.includes(sessionCookie) ||
  raw.url?.includes('api_key=')
