import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Static } from 'typebox'
import { createApiKey } from '../../auth/api-key.ts'
import { createKey } from '../../db/keys/change.ts'
import { getKey } from '../../db/keys/list.ts'
import { ApiError, invalidField } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import { type CreatedKey, CreateKeyBody } from '../../schemas/key.ts'
import { named } from '../../schemas/primitives.ts'

const schema = {
  tags: ['API Keys'],
  operationId: 'createAPIKey',
  summary: 'Create an API key',
  description: 'The response is the only one that contains the secret. An account can have up to 100 active keys.',
  body: CreateKeyBody,
  response: { 201: named<Static<typeof CreatedKey>>('CreatedKey'), ...errorResponses(401, 403, 409, 413, 415) },
}

/** `POST /api/v1/keys`: a new key, whose secret only this answer has. */
const create: FastifyPluginAsyncTypebox = async app => {
  app.post('/keys', { schema }, async function createAPIKey({ actor, body }, reply) {
    const { secret, ...key } = createApiKey()
    const expiresAt = body.expires_at ? new Date(body.expires_at) : null
    // The schema's format also allows leap seconds and short offsets, which are no Date, and offsets into the year 10000.
    if (expiresAt && !(expiresAt.getUTCFullYear() <= 9999))
      throw invalidField('expires_at', 'must be a valid date and time')
    // Shown from the same transaction: a second wait for a connection could fail when the key is there already.
    const created = await app.db
      .transaction()
      .setIsolationLevel('read committed')
      .execute(async trx => {
        const made = await createKey(trx, actor, { ...key, name: body.name, expiresAt })
        return typeof made === 'string' ? made : getKey(trx, actor.accountId, made.id)
      })
    if (created === 'expired') throw invalidField('expires_at', 'must be in the future')
    if (created === 'limit_reached') throw new ApiError('key_limit_reached')
    return reply.code(201).send({ ...created, key: secret })
  })
}

export default create
