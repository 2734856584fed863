import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyBodyParser } from 'fastify'
import { hexDigest } from '../../auth/api-key.ts'
import { scopeText } from '../../auth/scopes.ts'
import { findKey } from '../../db/keys/list.ts'
import { accountIdOf } from '../../enforcement/valid-key.ts'
import { invalidField } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import { Introspection, IntrospectionBody } from '../../schemas/introspection.ts'

const FORM = 'application/x-www-form-urlencoded'

const schema = {
  tags: ['Using API Keys'],
  operationId: 'introspectKey',
  summary: 'Introspect a key (RFC 7662)',
  description: `For software that supports OAuth 2.0 token introspection. Introspection does not count as a request of the key.
Disable response caching in that software: a cached response keeps accepting a revoked key until it expires.`,
  consumes: [FORM, 'application/json'],
  body: IntrospectionBody,
  response: { 200: Introspection, ...errorResponses(413, 415) },
}

/** `POST /oauth2/introspect`: whether a key is valid, as RFC 7662 defines it. */
const introspect: FastifyPluginAsyncTypebox = async app => {
  const parseForm: FastifyBodyParser<Buffer> = (_request, body, done) => {
    const fields = [...new URLSearchParams(body.toString('utf8'))]
    const names = fields.map(([name]) => name)
    // RFC 6749, 3.2: parameters must not be repeated.
    if (new Set(names).size < names.length) return done(invalidField('body', 'must not repeat a parameter'))
    done(null, Object.fromEntries(fields))
  }
  app.addContentTypeParser(FORM, app.wholeBody('known', parseForm))

  app.post('/oauth2/introspect', { schema }, async function introspectKey({ id, body: { token } }, reply) {
    return reply.code(200).send((await goodKey(token, id)) ?? { active: false })
  })

  async function goodKey(token: string, requestId: string): Promise<Introspection | undefined> {
    if (!app.isKey(token)) return undefined
    const digest = hexDigest(token)
    const decision = await app.authorizer.authorize({
      digest,
      requirement: null,
      counts: false,
      cost: 1,
      describes: true,
    })
    app.rejectedRequests.add(requestId, decision)
    if (decision.outcome !== 'admitted') return undefined
    const { accountId, keyId, scopes, expiresAt, metadata, accountMetadata } = decision.key
    const key = await findKey(app.db, accountId, keyId)
    return {
      active: true,
      sub: accountIdOf(decision.key),
      client_id: keyId,
      scope: scopeText(scopes),
      token_type: 'Bearer',
      ...(key && { iat: seconds(key.created_at) }),
      ...(expiresAt && { exp: seconds(expiresAt) }),
      ...(metadata && { metadata }),
      ...(accountMetadata && { account_metadata: accountMetadata }),
    }
  }
}

export default introspect

const seconds = (date: Date) => Math.floor(date.getTime() / 1000)
