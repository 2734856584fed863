import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { sha256 } from '../../auth/api-key.ts'
import { BEARER_INVALID, BEARER_REQUIRED } from '../../auth/challenge.ts'
import { bearer } from '../../auth/presented-key.ts'
import { basicPasswords } from '../../auth/presented-token.ts'
import { singleHeader } from '../../auth/single-header.ts'
import { ApiError } from '../../errors.ts'
import { describeGuard } from './describe.ts'

/** RFC 6749, 2.3: a client uses one method per request. */
const TWICE = { details: { client_secret: 'must not be sent beside an Authorization header' } }

export interface TokenOptions {
  /** The accepted tokens. */
  tokens: readonly string[]
  /** The name of the security scheme in the OpenAPI document. */
  scheme: string
  /** Whether the token is also accepted as an OAuth client's secret: as the password of HTTP Basic, or in the body. */
  isOAuthClient?: boolean
}

/** The guard of a scope for services, operators or monitoring: a token, compared by digest in constant time. */
export default fp<TokenOptions>(
  async function token(app, { tokens, scheme, isOAuthClient = false }) {
    const digests = tokens.map(sha256)
    const security = [{ [scheme]: [] }, ...(isOAuthClient ? [{ BasicToken: [] }] : [])]
    describeGuard(app, { security, statuses: [401] })

    app.addHook('onRequest', async function authenticate(request) {
      const authorization = singleHeader(request.raw.rawHeaders, 'authorization')
      // An OAuth client's secret can be in the body, which has not been read yet.
      if (isOAuthClient && !authorization) return
      check(request, inHeader(authorization ?? ''))
    })
    if (isOAuthClient)
      app.addHook('preValidation', async function authenticateByBody(request) {
        const secret = secretIn(request.body)
        if (!request.headers.authorization) return check(request, secret)
        if (secret.length > 0) throw new ApiError('ambiguous_credentials', TWICE)
      })

    function inHeader(authorization: string) {
      const token = bearer(authorization)
      if (token !== undefined) return [token]
      return isOAuthClient ? basicPasswords(authorization) : []
    }

    function check(request: FastifyRequest, presented: readonly string[]) {
      if (presented.length === 0) {
        app.anonymous.take(request)
        throw new ApiError('missing_token', BEARER_REQUIRED)
      }
      if (!presented.some(isGood)) throw new ApiError('invalid_token', BEARER_INVALID)
    }

    const isGood = (presented: string) => digests.some(digest => timingSafeEqual(sha256(presented), digest))
  },
  { name: 'token', fastify: '5.x', dependencies: ['rate-limit'] },
)

/** The secret that an OAuth client sends in the body (RFC 6749, 2.3.1). @param body not validated yet */
function secretIn(body: unknown) {
  const { client_secret: secret } = Object(body)
  return typeof secret === 'string' ? [secret] : []
}
