import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { renameKey } from '../../db/keys/change.ts'
import { findKey, listKeys } from '../../db/keys/list.ts'
import { ApiError } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import { type Key, KeyPage, KeyParams, KeyQuery, RenameKeyBody } from '../../schemas/key.ts'
import { named, page } from '../../schemas/primitives.ts'

const tags = ['API Keys']
const AnyKey = named<Key>('Key')

const list = {
  tags,
  operationId: 'listAPIKeys',
  summary: 'List API keys',
  description: 'Newest first. Revoked keys stay in the list.',
  querystring: KeyQuery,
  response: { 200: KeyPage, ...errorResponses(401) },
}

const get = {
  tags,
  operationId: 'getAPIKey',
  summary: 'Get an API key',
  description: '`last_used_at`, `refused_count` and `last_refused_at` lag by up to 10 seconds.',
  params: KeyParams,
  response: { 200: AnyKey, ...errorResponses(401, 404) },
}

const rename = {
  tags,
  operationId: 'renameAPIKey',
  summary: 'Rename an API key',
  description: 'Only the name can be changed, and a revoked key cannot be renamed.',
  params: KeyParams,
  body: RenameKeyBody,
  response: { 200: AnyKey, ...errorResponses(401, 403, 404, 409, 413, 415) },
}

/** `/api/v1/keys`: the keys that an account has. Somebody else's key is not found, like one that is not there. */
const keys: FastifyPluginAsyncTypebox = async app => {
  app.get('/keys', { schema: list }, async function listAPIKeys({ actor, query }, reply) {
    const rows = await listKeys(app.db, actor.accountId, query)
    return reply.code(200).send(page(rows, query.limit))
  })

  app.get('/keys/:keyId', { schema: get }, async function getAPIKey({ actor, params }, reply) {
    const key = await findKey(app.db, actor.accountId, params.keyId)
    if (!key) throw new ApiError('not_found')
    return reply.code(200).send(key)
  })

  app.patch('/keys/:keyId', { schema: rename }, async function renameAPIKey({ actor, params, body }, reply) {
    const outcome = await renameKey(app.db, actor, params.keyId, body.name)
    if (outcome === 'was_revoked') throw new ApiError('key_revoked')
    const key = outcome === 'renamed' && (await findKey(app.db, actor.accountId, params.keyId))
    if (!key) throw new ApiError('not_found')
    return reply.code(200).send(key)
  })
}

export default keys
