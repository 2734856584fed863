import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { hexDigest, isForeign } from '../../auth/api-key.ts'
import { BEARER_INVALID, BEARER_REQUIRED } from '../../auth/challenge.ts'
import { type Terms, USUAL_TERMS } from '../../auth/gateway-terms.ts'
import { presentedKey } from '../../auth/presented-key.ts'
import { insufficientScope } from '../../auth/scopes.ts'
import { type KeyFormat, withPrefix } from '../../config/key-format.ts'
import type { Admission, Decision, Requirement } from '../../enforcement/decision.ts'
import { type CountedWindow, lacking, rateLimitOf } from '../../enforcement/windows.ts'
import { ApiError, limitExceeded, sentenceOf } from '../../errors.ts'
import { describeGuard } from './describe.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The decision about the key. Set on the routes of a key scope, which only admitted requests reach. */
    admission: Admission
    /** The client's query without its credential. */
    cleanQuery: string
  }
}

export interface ApiKeyOptions {
  config: { keyFormat: KeyFormat }
  /** Reads the path and query that the client requested. */
  uriOf: (request: FastifyRequest) => string
  /** Reads a gateway's terms for the request. Omitted in scopes that clients call themselves. */
  termsOf?: (request: FastifyRequest) => Terms
}

/** The guard of a key scope: decides about every request's key, and counts admitted requests. */
export default fp<ApiKeyOptions>(
  async function apiKey(app, { config: { keyFormat }, uriOf, termsOf }) {
    const required = { ...BEARER_REQUIRED, sentence: withPrefix(keyFormat)(sentenceOf('missing_api_key')) }
    app.decorateRequest('admission')
    app.decorateRequest('cleanQuery', '')
    describeGuard(app, {
      security: [{ BearerKey: [] }, { HeaderKey: [] }, { QueryKey: [] }, { BasicKey: [] }],
      statuses: termsOf ? [401, 403] : [401],
    })

    // An upstream gets no metadata: it would not fit into headers.
    const describes = termsOf === undefined

    app.addHook('onRequest', async function authorize(request) {
      const { key, query, isOtherBasic } = presentedKey(request.raw.rawHeaders, uriOf(request), app.isKeyInBasic)
      request.cleanQuery = query
      if (key === undefined) {
        app.anonymous.take(request)
        if (isOtherBasic) request.rejection = 'malformed'
        throw isOtherBasic ? new ApiError('invalid_api_key', BEARER_INVALID) : new ApiError('missing_api_key', required)
      }
      const { requirement, cost, isNew } = termsOf ? termsOf(request) : USUAL_TERMS
      if (!app.isKey(key)) {
        request.rejection = isForeign(key) ? 'other_environment' : 'malformed'
        throw new ApiError('invalid_api_key', BEARER_INVALID)
      }
      const digest = hexDigest(key)
      if (isNew) await app.upgraded()
      const decide = () => app.authorizer.authorize({ digest, requirement, counts: true, cost, describes })
      const decision = await app.part(request, 'decide', decide)
      if (decision.outcome !== 'admitted') app.rejectedRequests.add(request.id, decision, requirement)
      admit(request, decision, requirement)
    })
  },
  {
    name: 'api-key',
    fastify: '5.x',
    dependencies: ['activity', 'authorizer', 'rate-limit', 'request-log', 'tracing', 'upgrade'],
  },
)

/** Windows are reported only for a valid key: the holder of any other key learns nothing about its account. */
function admit(request: FastifyRequest, decision: Decision, requirement: Requirement | null) {
  if (!('windows' in decision)) {
    request.rejection = decision.outcome
    if ('key' in decision) request.rejectedKey = decision.key
    throw new ApiError('invalid_api_key', BEARER_INVALID)
  }
  request.account = decision.key
  const { outcome, windows, cost } = decision
  request.rateLimit = rateLimitOf(windows, cost)
  if (outcome !== 'admitted') throw ERRORS[outcome](requirement, windows, cost)
  request.admission = decision
}

/** Why a valid key was rejected. */
const ERRORS = {
  suspended: () => new ApiError('account_suspended'),
  paused: () => new ApiError('key_paused'),
  insufficient: () => new ApiError('insufficient_tier'),
  out_of_scope: (requirement: Requirement | null) => insufficientScope((requirement as Required<Requirement>).scopes),
  too_costly(_: unknown, windows: readonly CountedWindow[], cost: number) {
    const { owner, window, limit } = windows.find(each => each.limit < cost) as CountedWindow
    return new ApiError('cost_exceeds_limit', { details: { owner, window, limit, cost } })
  },
  limited(_: unknown, windows: readonly CountedWindow[], cost: number) {
    const exhausted = lacking(windows, cost) as CountedWindow
    return limitExceeded(exhausted.owner, exhausted.window, exhausted)
  },
}
