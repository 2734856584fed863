import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import { toScopes } from '../../auth/scopes.ts'
import type { Facts } from '../../db/keys/facts.ts'
import { type NotUpdated, updateKey } from '../../db/keys/update.ts'
import { ApiError, invalidField } from '../../errors.ts'
import { toExpiry } from '../../schemas/date-time.ts'
import { errorResponses } from '../../schemas/error.ts'
import { type Key, KeyParams, UpdateKeyBody } from '../../schemas/key.ts'
import { toTerms } from '../../schemas/key-terms.ts'
import type { UpdateManagedKeyBody, UpdateServiceKeyBody } from '../../schemas/managed-key.ts'
import { component } from '../../schemas/primitives.ts'

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
  response: { 200: component<Key>('Key'), ...errorResponses(404, 409, 413, 415) },
}

interface Options {
  config: { scopes: readonly string[] | undefined }
  /** What may be changed. Omitted for people, who change neither limits nor metadata. */
  body?: typeof UpdateManagedKeyBody | typeof UpdateServiceKeyBody
}

/** `PATCH /api/v1/keys/{keyId}`: changes the name, description, scopes or expiry of a key. */
const update: FastifyPluginAsyncTypebox<Options> = async (app, { config, body: accepted = UpdateKeyBody }) => {
  const { scopes: known } = config
  app.patch(
    '/:keyId',
    {
      schema: { ...schema, body: Type.Unsafe<Static<typeof UpdateManagedKeyBody>>(accepted) },
      config: { role: 'member', ofOwnKey: true, right: 'keys:write' },
    },
    async function updateAPIKey({ owner, actor, params, body }, reply) {
      const { expires_at, scopes, limits, metadata, reason, ...rest } = body
      const facts: Partial<Facts> = {
        ...rest,
        ...(scopes !== undefined && { scopes: toScopes(scopes, known) }),
      }
      const expiresAt = expires_at === undefined ? undefined : toExpiry('expires_at', expires_at)
      const terms = toTerms({ limits, metadata })
      const change = { ...owner, keyId: params.keyId, facts, expiresAt, terms, reason: reason || null }
      const updated = await app.announce(await updateKey(app.db, change, actor))
      if (typeof updated === 'string') throw ERRORS[updated]()
      return reply.code(200).send(updated)
    },
  )
}

const ERRORS: Record<NotUpdated, () => ApiError> = {
  not_found: () => new ApiError('not_found'),
  was_revoked: () => new ApiError('key_revoked'),
  was_expired: () => new ApiError('key_expired'),
  expired: () => invalidField('expires_at', 'must be in the future'),
}

export default update
