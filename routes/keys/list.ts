import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { countKeys, findKey, listKeys } from '../../db/keys/list.ts'
import { ApiError } from '../../errors.ts'
import { toCursor, toPage } from '../../schemas/cursor.ts'
import { errorResponses } from '../../schemas/error.ts'
import { type Key, KeyParams } from '../../schemas/key.ts'
import { CountQuery, KeyCounts, KeyPage, KeyQuery } from '../../schemas/key-list.ts'
import { component } from '../../schemas/primitives.ts'

const tags = ['API Keys']
const config = { right: 'keys:read' } as const

const list = {
  tags,
  operationId: 'listAPIKeys',
  summary: 'List API keys',
  description: "Returns the account's keys. Revoked and expired keys stay in the list.",
  querystring: KeyQuery,
  response: { 200: KeyPage, ...errorResponses() },
}

const count = {
  tags,
  operationId: 'countAPIKeys',
  summary: 'Count API keys by status',
  description: "Returns how many of the account's keys have each status. `still_used` lags by up to 10 seconds.",
  querystring: CountQuery,
  response: { 200: KeyCounts, ...errorResponses() },
}

const get = {
  tags,
  operationId: 'getAPIKey',
  summary: 'Get an API key',
  description:
    'Returns a key, without its secret. `last_used_at`, `rejected_count` and `last_rejected_at` lag by up to 10 seconds.',
  params: KeyParams,
  response: { 200: component<Key>('Key'), ...errorResponses(404) },
}

/**
 * `GET /api/v1/keys`, `/api/v1/keys/counts` and `/api/v1/keys/{keyId}`. A key of another account gets the same 404 as a
 * missing one.
 */
const keys: FastifyPluginAsyncTypebox = async app => {
  app.get('', { schema: list, config }, async function listAPIKeys({ owner, query }, reply) {
    const rows = await listKeys(
      app.searchDb(owner.accountId),
      owner.accountId,
      query,
      toCursor(query.cursor, query.sort),
    )
    return reply.code(200).send(toPage(rows, query.limit, query.sort))
  })

  app.get('/counts', { schema: count, config }, async function countAPIKeys({ owner, query }, reply) {
    return reply.code(200).send(await countKeys(app.searchDb(owner.accountId), owner.accountId, query))
  })

  app.get('/:keyId', { schema: get, config }, async function getAPIKey({ owner, params }, reply) {
    const key = await findKey(app.db, owner.accountId, params.keyId)
    if (!key) throw new ApiError('not_found')
    return reply.code(200).send(key)
  })
}

export default keys
