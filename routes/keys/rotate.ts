import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Static } from 'typebox'
import { pathOf, shownId } from '../../auth/account-id.ts'
import { createApiKey, shardOf } from '../../auth/api-key.ts'
import type { KeyFormat } from '../../config/key-format.ts'
import { cancelRotation, type NotCanceled } from '../../db/rotation/cancel.ts'
import { LONGEST_DAYS, type NotRotated, rotateKey } from '../../db/rotation/rotate.ts'
import { ApiError, invalidField } from '../../errors.ts'
import { toExpiry } from '../../schemas/date-time.ts'
import { errorResponses } from '../../schemas/error.ts'
import { LOCATION } from '../../schemas/headers.ts'
import { type CreatedKey, type Key, KeyParams } from '../../schemas/key.ts'
import { component } from '../../schemas/primitives.ts'
import { CancelRotationBody, RotateKeyBody } from '../../schemas/rotation.ts'

const rotation = {
  tags: ['API Keys'],
  operationId: 'rotateAPIKey',
  summary: 'Rotate an API key',
  description: `Creates a successor with the same name. Its secret appears only in this response.

The old key becomes \`retiring\`: it works until \`grace_seconds\` after the **first admitted request with the successor**,
and for at most ${LONGEST_DAYS} days. With \`grace_seconds\` set to 0, the old key is revoked immediately. The expiry of a retiring key can
only be moved earlier.

While the successor works, the retiring key does not count toward the limit of active keys. If the successor is
revoked or expires first, the retiring key counts again.

Only an active key that is not paused can be rotated, and only if it is not itself the successor of a retiring key;
otherwise the response is 409.`,
  params: KeyParams,
  body: RotateKeyBody,
  response: { 201: component<Static<typeof CreatedKey>>('CreatedKey'), ...errorResponses(404, 409, 413, 415) },
  'x-optional-body': true,
}

const cancellation = {
  tags: ['API Keys'],
  operationId: 'cancelAPIKeyRotation',
  summary: 'Cancel the rotation of an API key',
  description: `Revokes the successor and restores the key's previous expiry, or an earlier one that was set since the rotation.
Both keys must still be valid; otherwise the response is 409 and nothing changes.`,
  params: KeyParams,
  body: CancelRotationBody,
  response: { 200: component<Key>('Key'), ...errorResponses(404, 409, 413, 415) },
  'x-optional-body': true,
}

/** No body and `null` mean the same as `{}`. */
const preValidation = async (request: { body: unknown }) => {
  request.body ??= {}
}

/** `POST` and `DELETE /api/v1/keys/{keyId}/rotation`: starts and cancels a rotation. */
const rotate: FastifyPluginAsyncTypebox<{ config: { keyFormat: KeyFormat } }> = async (
  app,
  { config: { keyFormat } },
) => {
  app.post(
    '/:keyId/rotation',
    { schema: rotation, preValidation, config: { role: 'member', ofOwnKey: true, right: 'keys:write' } },
    async function rotateAPIKey({ owner, actor, params: { keyId }, body }, reply) {
      const { secret, ...successor } = createApiKey(keyFormat, shardOf(shownId(owner)))
      const { expires_at } = body
      const expiresAt = expires_at === undefined ? undefined : toExpiry('expires_at', expires_at)
      const rotated = await app.announce(
        await rotateKey(
          body.grace_seconds === 0 ? app.revokingManyDb(owner.accountId) : app.db,
          { ...owner, keyId, successor, expiresAt, graceSeconds: body.grace_seconds, reason: body.reason || null },
          actor,
        ),
      )
      if (typeof rotated === 'string') throw ERRORS[rotated]()
      return reply
        .code(201)
        .header(LOCATION, `${pathOf(app.prefix, owner)}/${rotated.id}`)
        .send({ ...rotated, key: secret })
    },
  )

  app.delete(
    '/:keyId/rotation',
    { schema: cancellation, preValidation, config: { role: 'member', ofOwnKey: true, right: 'keys:write' } },
    async function cancelAPIKeyRotation({ owner, actor, params: { keyId }, body }, reply) {
      const canceled = await app.announce(
        await cancelRotation(
          app.revokingManyDb(owner.accountId),
          { ...owner, keyId, reason: body.reason || null },
          actor,
        ),
      )
      if (typeof canceled === 'string') throw ERRORS[canceled]()
      return reply.code(200).send(canceled)
    },
  )
}

const conflict = (reason: string) => () => new ApiError('rotation_conflict', { details: { reason } })

const ERRORS: Record<NotRotated | NotCanceled, () => ApiError> = {
  not_found: () => new ApiError('not_found'),
  was_revoked: () => new ApiError('key_revoked'),
  was_expired: () => new ApiError('key_expired'),
  expired: () => invalidField('expires_at', 'must be in the future'),
  paused: conflict('paused'),
  retiring: conflict('retiring'),
  replacing: conflict('replacing'),
  not_rotated: conflict('not_rotated'),
  successor_ended: conflict('successor_ended'),
}

export default rotate
