import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { actingFor } from '../../auth/acting-for.ts'
import { operator, service } from '../../auth/actor.ts'
import { formatTest, sha256 } from '../../auth/api-key.ts'
import { BEARER_INVALID, BEARER_REQUIRED } from '../../auth/challenge.ts'
import { bearer } from '../../auth/presented-key.ts'
import { insufficientScope } from '../../auth/scopes.ts'
import { singleHeader } from '../../auth/single-header.ts'
import { SERVICE_KEY_FORMAT } from '../../config/service-keys.ts'
import { findServiceKey, type ServiceKey } from '../../db/services/find-key.ts'
import { ApiError } from '../../errors.ts'
import { clientOf } from '../../http/network.ts'
import { ACTING_FOR } from '../../schemas/acting-for.ts'
import { type Right, scopeOf } from '../../schemas/right.ts'
import { describeRight } from './as-operation.ts'
import { credentialDb } from './credential-db.ts'
import { describeGuard } from './describe.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a service must be allowed to do. Routes without a right are for operators only. */
    right?: Right | undefined
  }
}

/** The guard of the scope for operators and services: the operators' token, or a service key with the route's right. */
export default fp<{ tokens: readonly string[] }>(
  async function operatorGuard(app, { tokens }) {
    const digests = tokens.map(sha256)
    const isServiceKey = formatTest(SERVICE_KEY_FORMAT)
    describeGuard(app, {
      security: [{ OperatorToken: [] }, { ServiceKey: [] }],
      statuses: [401, 403],
      parameters: [ACTING_FOR],
    })
    app.addHook('onRoute', describeRight)
    app.decorateRequest('actor')

    app.addHook('onRequest', async function authenticate(request) {
      // Read before the first await: once a client has disconnected, its address is gone.
      const { address } = clientOf(request)
      const presented = bearer(singleHeader(request.raw.rawHeaders, 'authorization') ?? '')
      if (presented === undefined) {
        app.anonymous.take(request)
        throw new ApiError('missing_token', BEARER_REQUIRED)
      }
      const by = { requestId: request.id, ip: address, actingFor: actingFor(request.raw.rawHeaders) }
      request.actor = isOperator(presented)
        ? operator(by.requestId, by.ip, by.actingFor)
        : service(await admit(request, presented), by)
    })

    const isOperator = (presented: string) => digests.some(digest => timingSafeEqual(sha256(presented), digest))

    /** Reads the key's row for every request, so that a revoked service key is rejected as strictly as any other. */
    async function admit(request: FastifyRequest, presented: string): Promise<ServiceKey> {
      const { right } = request.routeOptions.config
      // A revocation gets a connection however many other requests are waiting.
      const db = credentialDb(request, right === 'keys:revoke' ? app.revokingDb : app.db)
      const key = isServiceKey(presented) ? await findServiceKey(db, sha256(presented)) : undefined
      if (key) request.serviceKeyId = key.keyId
      if (key?.state === 'rejected') app.activity.rejected(key, 'rejected')
      if (!key || key.state === 'rejected') {
        app.anonymous.take(request)
        throw new ApiError('invalid_token', BEARER_INVALID)
      }
      if (key.state === 'paused') throw new ApiError('key_paused')
      app.activity.used(key)
      // A key without a list of scopes has every scope at a gateway, and none here.
      if (!right || !key.scopes?.includes(scopeOf(right))) throw insufficientScope(right ? [scopeOf(right)] : [])
      return key
    }
  },
  { name: 'operator', fastify: '5.x', dependencies: ['activity', 'database', 'rate-limit', 'request-log'] },
)
