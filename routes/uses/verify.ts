import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type, { type Static } from 'typebox'
import { hexDigest, isForeign } from '../../auth/api-key.ts'
import { toCondition } from '../../auth/conditions.ts'
import type { KeyRejection } from '../../auth/rejection.ts'
import { CODES } from '../../enforcement/codes.ts'
import type { Requirement } from '../../enforcement/decision.ts'
import { type Condition, needsOf } from '../../enforcement/needs.ts'
import { toMe } from '../../enforcement/valid-key.ts'
import { errorResponses } from '../../schemas/error.ts'
import { component } from '../../schemas/primitives.ts'
import { type Verification, VerifyBatchBody, VerifyBody } from '../../schemas/verify.ts'

const tags = ['Using API Keys']
const AnyVerification = component<Verification>('Verification')

/** `POST /api/v1/verify`: for services without a gateway. Decides as it would for a request with the key. */
const verifyRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/verify',
    {
      schema: {
        tags,
        operationId: 'verifyKey',
        summary: 'Verify a key',
        description: `For services that receive a key from their client. Decides as it would for a request with that key. The response is
200 for a rejected key too: \`valid\` holds the decision and \`code\` the reason.`,
        body: VerifyBody,
        response: { 200: AnyVerification, ...errorResponses(413, 415) },
      },
    },
    async function verifyKey(request, reply) {
      const { verification, key } = await verify(request, request.body.key, request.body)
      note(request, verification, key)
      return reply.code(200).send(verification)
    },
  )

  app.post(
    '/verify/batch',
    {
      schema: {
        tags,
        operationId: 'verifyKeys',
        summary: 'Verify up to 100 keys',
        description: 'Returns one result per key, in the order of the keys. A valid key counts each time it is listed.',
        body: VerifyBatchBody,
        response: { 200: Type.Object({ data: Type.Array(AnyVerification) }), ...errorResponses(413, 415) },
      },
    },
    async function verifyKeys(request, reply) {
      const { body } = request
      const verified = await Promise.all(body.keys.map(key => verify(request, key, body)))
      return reply.code(200).send({ data: verified.map(({ verification }) => verification) })
    },
  )
}

export default verifyRoutes

type KnownKey = Record<'accountId' | 'keyId', string>

/** Records the decision, the account and the key for the log. */
function note(request: FastifyRequest, { code, reason }: Verification, key: KnownKey | undefined) {
  if (code !== 'valid') request.errorCode = code
  if (reason) request.rejection = reason
  request.account = key ?? null
}

type Asked = Omit<Static<typeof VerifyBody>, 'key'>

async function verify(
  { id, server: app }: FastifyRequest,
  key: string,
  { count, cost, ...asked }: Asked,
): Promise<{ verification: Verification; key?: KnownKey }> {
  if (!app.isKey(key)) return { verification: invalid(isForeign(key) ? 'other_environment' : 'malformed') }
  const units = count ? cost : 0
  if (units > 1) await app.upgraded()
  const requirement = requirementOf(asked)
  const decision = await app.authorizer.authorize({
    digest: hexDigest(key),
    requirement,
    counts: units > 0,
    cost: Math.max(1, units),
    describes: true,
  })
  app.rejectedRequests.add(id, decision, requirement)
  if (decision.outcome === 'unknown') return { verification: invalid('unknown') }
  if (!('windows' in decision)) return { verification: invalid(decision.outcome), key: decision.key }
  const code = CODES[decision.outcome]
  return { verification: { valid: code === 'valid', code, ...toMe(decision) }, key: decision.key }
}

const invalid = (reason: KeyRejection): Verification => ({ valid: false, code: 'invalid_api_key', reason })

function requirementOf({ scopes = [], entitlements = [] }: Pick<Asked, 'scopes' | 'entitlements'>): Requirement | null {
  if (scopes.length === 0 && entitlements.length === 0) return null
  return {
    ...(scopes.length > 0 && { scopes }),
    ...(entitlements.length > 0 && { needs: needsOf(entitlements.map(text => toCondition(text) as Condition)) }),
  }
}
