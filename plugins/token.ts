import { timingSafeEqual } from 'node:crypto'
import fp from 'fastify-plugin'
import { sha256 } from '../auth/api-key.ts'
import { BEARER_REFUSED, BEARER_REQUIRED } from '../auth/challenge.ts'
import { bearer } from '../auth/presented-key.ts'
import { ApiError } from '../errors.ts'
import { describeGuard } from './describe-guard.ts'

export interface TokenOptions {
  /** The token that callers must present. */
  token: string
  /** The name of the security scheme in the OpenAPI document. */
  scheme: string
}

/** The guard of a scope for services, operators or monitoring: one token, compared by digest in constant time. */
export default fp<TokenOptions>(
  async function token(app, { token: expected, scheme }) {
    const digest = sha256(expected)
    describeGuard(app, { security: [{ [scheme]: [] }], statuses: [401] })
    app.addHook('onRequest', async function authenticate(request) {
      const presented = bearer(request.headers.authorization ?? '')
      if (presented === undefined) {
        app.anonymous.take(request)
        throw new ApiError('missing_token', BEARER_REQUIRED)
      }
      if (!timingSafeEqual(sha256(presented), digest)) throw new ApiError('invalid_token', BEARER_REFUSED)
    })
  },
  { name: 'token', fastify: '5.x', dependencies: ['rate-limit'] },
)
