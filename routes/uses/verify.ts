import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { hexDigest } from '../../auth/api-key.ts'
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
      const verification = await verify(app, request.body.key, request.body)
      note(request, verification)
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
        description:
          'Returns one result per key, in the order of the keys. A valid key counts as one request each time it is listed.',
        body: VerifyBatchBody,
        response: { 200: Type.Object({ data: Type.Array(AnyVerification) }), ...errorResponses(413, 415) },
      },
    },
    async function verifyKeys({ body }, reply) {
      const data = await Promise.all(body.keys.map(key => verify(app, key, body)))
      return reply.code(200).send({ data })
    },
  )
}

export default verifyRoutes

const OUTCOMES = {
  admitted: [true, 'valid'],
  limited: [false, 'rate_limit_exceeded'],
  too_costly: [false, 'cost_exceeds_limit'],
  suspended: [false, 'account_suspended'],
  paused: [false, 'key_paused'],
  out_of_scope: [false, 'insufficient_scope'],
  insufficient: [false, 'invalid_api_key'], // no tier is required here
} as const

/** Records the decision, the account and the key for the log. */
function note(request: FastifyRequest, verification: Verification) {
  const { code, account_id: accountId, key } = verification
  if (code !== 'valid') request.errorCode = code
  if (accountId && key) request.account = { accountId, keyId: key.id }
}

interface Asked {
  count: boolean
  scopes?: readonly string[]
}

async function verify(
  { authorizer, isKey }: FastifyInstance,
  key: string,
  { count, scopes }: Asked,
): Promise<Verification> {
  if (!isKey(key)) return { valid: false, code: 'invalid_api_key' }
  const digest = hexDigest(key)
  const decision = await authorizer.authorize({
    digest,
    requirement: scopes?.length ? { scopes } : null,
    counts: count,
    cost: 1,
  })
  if (!('windows' in decision)) return { valid: false, code: 'invalid_api_key' }
  const [valid, code] = OUTCOMES[decision.outcome]
  return { valid, code, ...toMe(decision) }
}
