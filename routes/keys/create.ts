import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { pathOf, shownId } from '../../auth/account-id.ts'
import { createApiKey, shardOf } from '../../auth/api-key.ts'
import { toScopes } from '../../auth/scopes.ts'
import type { KeyFormat } from '../../config/key-format.ts'
import { createKey, KeyIdTaken } from '../../db/keys/create.ts'
import { ApiError, invalidField } from '../../errors.ts'
import { toExpiry } from '../../schemas/date-time.ts'
import { errorResponses } from '../../schemas/error.ts'
import { LOCATION } from '../../schemas/headers.ts'
import { type CreatedKey, CreateKeyBody } from '../../schemas/key.ts'
import { toTerms } from '../../schemas/key-terms.ts'
import type { CreateManagedKeyBody, CreateServiceKeyBody } from '../../schemas/managed-key.ts'
import { component } from '../../schemas/primitives.ts'

const schema = {
  tags: ['API Keys'],
  operationId: 'createAPIKey',
  summary: 'Create an API key',
  description: `Creates a key. The secret appears only in this response. An account can have as many active keys as its plan allows,
100 unless an operator has set another number. A retiring key counts toward this limit only if its successor has been revoked or has expired.`,
  body: CreateKeyBody,
  response: { 201: component<Static<typeof CreatedKey>>('CreatedKey'), ...errorResponses(409, 413, 415) },
}

interface Options {
  config: { keyFormat: KeyFormat; scopes: readonly string[] | undefined }
  /** What may be set. Omitted for people, who do not choose IDs, limits or metadata. */
  body?: typeof CreateManagedKeyBody | typeof CreateServiceKeyBody
}

/** `POST /api/v1/keys`: creates a key, whose secret appears only in this response. */
const create: FastifyPluginAsyncTypebox<Options> = async (app, { config, body: accepted = CreateKeyBody }) => {
  const { keyFormat, scopes: known } = config
  app.post(
    '',
    {
      schema: { ...schema, body: Type.Unsafe<Static<typeof CreateManagedKeyBody>>(accepted) },
      config: { role: 'member', right: 'keys:write', createsAccount: true },
    },
    async function createAPIKey({ owner, actor, body }, reply) {
      const { secret, ...key } = createApiKey(keyFormat, shardOf(shownId(owner)))
      const { accountId, externalId, tier } = owner
      const { id, name, description = null, expires_at } = body
      const expiresAt = expires_at === undefined ? undefined : toExpiry('expires_at', expires_at)
      const scopes = toScopes(body.scopes ?? null, known)
      const facts = { id, name, description, scopes, expiresAt, terms: toTerms(body) }
      const created = await createKey(app.db, { ...key, accountId, externalId, tier, ...facts }, actor).catch(explain)
      if (typeof created === 'string') throw ERRORS[created]()
      return reply
        .code(201)
        .header(LOCATION, `${pathOf(app.prefix, owner)}/${created.id}`)
        .send({ ...created, key: secret })
    },
  )
}

function explain(error: unknown): never {
  throw error instanceof KeyIdTaken ? new ApiError('key_exists') : error
}

const ERRORS = {
  expired: () => invalidField('expires_at', 'must be in the future'),
}

export default create
