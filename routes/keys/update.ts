import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { updateKey } from '../../db/keys/expiry.ts'
import { renameKey } from '../../db/keys/rename.ts'
import { ApiError, invalidField } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import { type Key, KeyParams, UpdateKeyBody } from '../../schemas/key.ts'
import { toEnd } from '../../schemas/moment.ts'
import { named } from '../../schemas/primitives.ts'

const schema = {
  tags: ['API Keys'],
  operationId: 'updateAPIKey',
  summary: 'Update an API key',
  description: `Changes the name of a key, when it expires, or both. A revoked key cannot be changed, and the end of a key
that has expired, or is about to, cannot be moved. The end of a retiring key only ever comes closer: a later one is
ignored.`,
  params: KeyParams,
  body: UpdateKeyBody,
  response: { 200: named<Key>('Key'), ...errorResponses(404, 409, 413, 415) },
}

/** `PATCH /api/v1/keys/{keyId}`: a new name for a key, or another end. */
const update: FastifyPluginAsyncTypebox = async app => {
  app.patch('/keys/:keyId', { schema }, async function updateAPIKey({ session, actor, params, body }, reply) {
    const target = { ...session, keyId: params.keyId }
    const { name, expires_at: end } = body
    const outcome =
      end === undefined
        ? await renameKey(app.db, target, { actor, name: String(name) })
        : await updateKey(app.db, { ...target, name, expiresAt: toEnd('expires_at', end) }, actor)
    if (outcome === 'not_found') throw new ApiError('not_found')
    if (outcome === 'was_revoked') throw new ApiError('key_revoked')
    if (outcome === 'was_expired') throw new ApiError('key_expired')
    if (outcome === 'expired') throw invalidField('expires_at', 'must be in the future')
    return reply.code(200).send(outcome)
  })
}

export default update
