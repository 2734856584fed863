import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Static } from 'typebox'
import { createApiKey } from '../auth/api-key.ts'
import { findKey, getKey, listKeys } from '../db/key-list.ts'
import { createKey, renameKey } from '../db/keys.ts'
import { ApiError, invalidField } from '../errors.ts'
import { errorResponses } from '../schemas/error.ts'
import {
  type CreatedKey,
  CreateKeyBody,
  type Key,
  KeyPage,
  KeyParams,
  KeyQuery,
  RenameKeyBody,
} from '../schemas/key.ts'
import { named, page } from '../schemas/primitives.ts'

const tags = ['API Keys']
const AnyKey = named<Key>('Key')

/** `/api/v1/keys`: what the owner of keys does with them. Somebody else's key is not found, like one that is not there. */
const keys: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/keys',
    {
      schema: {
        tags,
        operationId: 'createAPIKey',
        summary: 'Create an API key',
        description: 'The answer holds the secret, this once. An account has at most 100 active keys.',
        body: CreateKeyBody,
        response: { 201: named<Static<typeof CreatedKey>>('CreatedKey'), ...errorResponses(401, 403, 409, 413, 415) },
      },
    },
    async function create({ actor, body }, reply) {
      const { secret, ...key } = createApiKey()
      const expiresAt = body.expires_at ? new Date(body.expires_at) : null
      // The schema's format also allows leap seconds and short offsets, which are no Date, and offsets into the year 10000.
      if (expiresAt && !(expiresAt.getUTCFullYear() <= 9999))
        throw invalidField('expires_at', 'must be a date and time in UTC')
      // Shown from the same transaction: a second wait for a connection could fail when the key is there already.
      const created = await app.db
        .transaction()
        .setIsolationLevel('read committed')
        .execute(async trx => {
          const made = await createKey(trx, actor, { ...key, name: body.name, expiresAt })
          return typeof made === 'string' ? made : getKey(trx, actor.accountId, made.id)
        })
      if (created === 'expired') throw invalidField('expires_at', 'must lie in the future')
      if (created === 'limit_reached') throw new ApiError('key_limit_reached')
      return reply.code(201).send({ ...created, key: secret })
    },
  )

  app.get(
    '/keys',
    {
      schema: {
        tags,
        operationId: 'listAPIKeys',
        summary: 'List API keys',
        description: 'Newest first. Revoked keys stay in the list for ever.',
        querystring: KeyQuery,
        response: { 200: KeyPage, ...errorResponses(401) },
      },
    },
    async function list({ actor, query }, reply) {
      const rows = await listKeys(app.db, actor.accountId, query)
      return reply.code(200).send(page(rows, query.limit))
    },
  )

  app.get(
    '/keys/:keyId',
    {
      schema: {
        tags,
        operationId: 'getAPIKey',
        summary: 'Get an API key',
        description: 'What is told of its use is up to 10 seconds late.',
        params: KeyParams,
        response: { 200: AnyKey, ...errorResponses(401, 404) },
      },
    },
    async function get({ actor, params }, reply) {
      const key = await findKey(app.db, actor.accountId, params.keyId)
      if (!key) throw new ApiError('not_found')
      return reply.code(200).send(key)
    },
  )

  app.patch(
    '/keys/:keyId',
    {
      schema: {
        tags,
        operationId: 'renameAPIKey',
        summary: 'Rename an API key',
        description: 'Only its name can be changed, and only until it is revoked.',
        params: KeyParams,
        body: RenameKeyBody,
        response: { 200: AnyKey, ...errorResponses(401, 403, 404, 409, 413, 415) },
      },
    },
    async function rename({ actor, params, body }, reply) {
      const outcome = await renameKey(app.db, actor, params.keyId, body.name)
      if (outcome === 'was_revoked') throw new ApiError('key_revoked')
      const key = outcome === 'renamed' && (await findKey(app.db, actor.accountId, params.keyId))
      if (!key) throw new ApiError('not_found')
      return reply.code(200).send(key)
    },
  )
}

export default keys
