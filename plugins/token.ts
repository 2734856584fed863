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
  /** Whether it may also come as the password of HTTP Basic, as OAuth clients send it; under any name. */
  basic?: boolean
}

/** The guard of a scope for services, operators or monitoring: one token, compared by digest in constant time. */
export default fp<TokenOptions>(
  async function token(app, { token: expected, scheme, basic = false }) {
    const digest = sha256(expected)
    const security = [{ [scheme]: [] }, ...(basic ? [{ BasicToken: [] }] : [])]
    describeGuard(app, { security, statuses: [401] })
    app.addHook('onRequest', async function authenticate(request) {
      const { authorization = '' } = request.headers
      const presented = bearer(authorization) ?? (basic ? basicPassword(authorization) : undefined)
      if (presented === undefined) {
        app.anonymous.take(request)
        throw new ApiError('missing_token', BEARER_REQUIRED)
      }
      if (!timingSafeEqual(sha256(presented), digest)) throw new ApiError('invalid_token', BEARER_REFUSED)
    })
  },
  { name: 'token', fastify: '5.x', dependencies: ['rate-limit'] },
)

/** The password of HTTP Basic; OAuth clients percent-encode it first (RFC 6749, 2.3.1). */
function basicPassword(authorization: string) {
  const [, encoded] = /^basic[ \t]+(\S+)$/i.exec(authorization) ?? []
  if (encoded === undefined) return undefined
  const pair = Buffer.from(encoded, 'base64').toString('utf8')
  const password = pair.slice(pair.indexOf(':') + 1).replaceAll('&', '%26')
  return String(new URLSearchParams(`x=${password}`).get('x'))
}
