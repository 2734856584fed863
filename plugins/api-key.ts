import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { isWellFormed, sha256 } from '../auth/api-key.ts'
import { presentedKey } from '../auth/presented-key.ts'
import type { Admission, Decision } from '../enforcement/decision.ts'
import { ApiError, limitExceeded } from '../errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The decision about the presented key: set on every route of the key scope, which only admitted requests reach. */
    authorized: Admission
    /** The client's query without its credential. */
    cleanQuery: string
  }
}

export interface ApiKeyOptions {
  /** The path and query that the client asked for. */
  uriOf: (request: FastifyRequest) => string
  /** The tiers that include what is asked for (auth/entitlement.ts). */
  tiersFor: (request: FastifyRequest) => string
}

const MISSING = { headers: { 'www-authenticate': 'Bearer' } }
const INVALID = { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }

/** The guard of a key scope: every request asks about its key, and is counted if it is admitted. */
export default fp<ApiKeyOptions>(
  async function apiKey(app, { uriOf, tiersFor }) {
    app.decorateRequest('authorized')
    app.decorateRequest('cleanQuery', '')
    app.addHook('onRoute', route => {
      route.schema = { ...route.schema, security: [{ BearerKey: [] }, { HeaderKey: [] }, { QueryKey: [] }] }
    })

    app.addHook('onRequest', async function authorize(request) {
      const { key, query } = presentedKey(request.raw.rawHeaders, uriOf(request))
      request.cleanQuery = query
      if (key === undefined) {
        app.anonymous.take(request)
        throw new ApiError('missing_api_key', MISSING)
      }
      const tiers = tiersFor(request)
      if (!isWellFormed(key)) throw new ApiError('invalid_api_key', INVALID)
      const digest = sha256(key).toString('hex')
      admit(request, await app.authorizer.ask({ digest, tiers, counts: true }))
    })
  },
  { name: 'api-key', fastify: '5.x', dependencies: ['authorizer', 'rate-limit', 'request-log'] },
)

/** Only the windows of an accepted key are told: a refused one learns nothing about its account. */
function admit(request: FastifyRequest, decision: Decision) {
  if (!decision.windows) throw new ApiError('invalid_api_key', INVALID)
  const { windows } = decision
  request.subject = { accountId: decision.verdict.accountId, keyId: decision.verdict.keyId }
  const dayIsOver = windows.day.remaining === 0
  const { limit, remaining, reset } = windows.minute
  request.rateLimit = dayIsOver ? { limit, remaining: 0, reset: windows.day.reset } : { limit, remaining, reset }
  request.rateLimit.remaining = Math.min(remaining, windows.day.remaining)
  if (decision.outcome === 'insufficient') throw new ApiError('insufficient_tier')
  if (decision.outcome === 'limited') {
    const name = dayIsOver ? 'day' : 'minute'
    throw limitExceeded('account', name, windows[name])
  }
  request.authorized = decision
}
