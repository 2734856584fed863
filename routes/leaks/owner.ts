import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ApiError } from '../../errors.ts'
import { leakOf } from '../../leaks/leak.ts'
import { errorResponses } from '../../schemas/error.ts'
import { KeyParams, Revocation } from '../../schemas/key.ts'
import { OwnerLeakBody } from '../../schemas/leak.ts'

const schema = {
  tags: ['API Keys'],
  operationId: 'reportLeakedAPIKey',
  summary: 'Report that an API key has leaked',
  description: `Revokes the key, like \`DELETE /api/v1/keys/{keyId}\`, and records where it was found. **This cannot be undone.**
Safe to repeat: the key keeps its original reason, time and actor. The session's rate limit never blocks this request.`,
  params: KeyParams,
  body: OwnerLeakBody,
  response: { 200: Revocation, ...errorResponses(404, 413, 415) },
  'x-optional-body': true,
}

/** `POST /api/v1/keys/{keyId}/leak`: the owner of a key reports that it has leaked. */
const owner: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/:keyId/leak',
    {
      schema,
      // As for every revocation: a thief who uses up the session's limit must not be able to delay it.
      config: { exemptFromSessionLimit: true, role: 'member', ofOwnKey: true, right: 'keys:revoke' },
      preValidation: async request => {
        request.body ??= {}
      },
    },
    async function reportLeakedAPIKey({ owner, actor, params, body, overSessionLimit }, reply) {
      const leak = leakOf('owner', body, app.leaks.mask)
      const key = { accountId: owner.accountId, keyId: params.keyId }
      const revocation = await app.leaks.revokeOwned(key, leak, { actor, recorded: !overSessionLimit })
      if (!revocation) throw new ApiError('not_found')
      const message = revocation.changed ? 'API key revoked successfully' : 'API key was already revoked'
      return reply.code(200).send({ success: true, message })
    },
  )
}

export default owner
