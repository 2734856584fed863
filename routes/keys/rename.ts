import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { renameKey } from '../../db/keys/rename.ts'
import { ApiError } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import { type Key, KeyParams, RenameKeyBody } from '../../schemas/key.ts'
import { named } from '../../schemas/primitives.ts'

const schema = {
  tags: ['API Keys'],
  operationId: 'renameAPIKey',
  summary: 'Rename an API key',
  description: 'Only the name can be changed, and a revoked key cannot be renamed.',
  params: KeyParams,
  body: RenameKeyBody,
  response: { 200: named<Key>('Key'), ...errorResponses(404, 409, 413, 415) },
}

/** `PATCH /api/v1/keys/{keyId}`: a new name for a key. */
const rename: FastifyPluginAsyncTypebox = async app => {
  app.patch('/keys/:keyId', { schema }, async function renameAPIKey({ session, actor, params, body }, reply) {
    const target = { accountId: session.accountId, keyId: params.keyId }
    const outcome = await renameKey(app.db, target, { actor, name: body.name })
    if (outcome === 'not_found') throw new ApiError('not_found')
    if (outcome === 'was_revoked') throw new ApiError('key_revoked')
    return reply.code(200).send(outcome)
  })
}

export default rename
