import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { toScopes } from '../../auth/scopes.ts'
import type { Facts } from '../../db/keys/facts.ts'
import { updateKey } from '../../db/keys/update.ts'
import { ApiError, invalidField } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import { type Key, KeyParams, UpdateKeyBody } from '../../schemas/key.ts'
import { toEnd } from '../../schemas/moment.ts'
import { named } from '../../schemas/primitives.ts'

const schema = {
  tags: ['API Keys'],
  operationId: 'updateAPIKey',
  summary: 'Update an API key',
  description: `Changes the name, description, scopes or expiry of a key. Fields that are left out keep their values.

A revoked key cannot be changed. The expiry of an expired key cannot be changed. The expiry of a retiring key can only be
moved earlier; a later date is ignored. If the rotation is canceled, the key expires at its previous expiry or at the
earliest date set since the rotation, whichever comes first.`,
  params: KeyParams,
  body: UpdateKeyBody,
  response: { 200: named<Key>('Key'), ...errorResponses(404, 409, 413, 415) },
}

/** `PATCH /api/v1/keys/{keyId}`: what is said of a key, what it may do, and when it ends. */
const update: FastifyPluginAsyncTypebox<{ config: { scopes: readonly string[] | undefined } }> = async (
  app,
  { config: { scopes: known } },
) => {
  app.patch('/keys/:keyId', { schema }, async function updateAPIKey({ session, actor, params, body }, reply) {
    const { expires_at: end, scopes, ...rest } = body
    const facts: Partial<Facts> = { ...rest, ...(scopes !== undefined && { scopes: toScopes(scopes, known) }) }
    const expiresAt = end === undefined ? undefined : toEnd('expires_at', end)
    const outcome = await app.announce(
      await updateKey(app.db, { ...session, keyId: params.keyId, facts, expiresAt }, actor),
    )
    if (outcome === 'not_found') throw new ApiError('not_found')
    if (outcome === 'was_revoked') throw new ApiError('key_revoked')
    if (outcome === 'was_expired') throw new ApiError('key_expired')
    if (outcome === 'expired') throw invalidField('expires_at', 'must be in the future')
    return reply.code(200).send(outcome)
  })
}

export default update
