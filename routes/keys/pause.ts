import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type NotPaused, setPause } from '../../db/keys/pause.ts'
import { ApiError } from '../../errors.ts'
import { ReasonBody } from '../../schemas/account.ts'
import { errorResponses } from '../../schemas/error.ts'
import { type Key, KeyParams } from '../../schemas/key.ts'
import { component } from '../../schemas/primitives.ts'

const common = {
  tags: ['API Keys'],
  params: KeyParams,
  body: ReasonBody,
  response: { 200: component<Key>('Key'), ...errorResponses(403, 404, 409, 413, 415) },
  'x-optional-body': true,
}

const pause = {
  ...common,
  operationId: 'pauseAPIKey',
  summary: 'Pause an API key',
  description: `Rejects every request with this key that starts after the response with \`403 key_paused\`, until the key is resumed.
Requests that are rejected count against no limit.

A paused key can be changed and revoked, but not rotated. Its expiry and a grace period run on, and it counts toward the
limit of active keys. Safe to repeat: the key keeps its original reason, time and actor.

A pause is for a key that may be good. Revoke a key that has leaked.`,
}

const resume = {
  ...common,
  operationId: 'resumeAPIKey',
  summary: 'Resume an API key',
  description: `Ends the pause of a key. Requests that start after the response are decided as before the pause. Safe to repeat.`,
}

/** No body and `null` mean the same as `{}`. */
const preValidation = async (request: { body: unknown }) => {
  request.body ??= {}
}

/** `POST` and `DELETE /api/v1/keys/{keyId}/pause`: pauses and resumes a key. */
const pauses: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/:keyId/pause',
    { schema: pause, preValidation, config: { role: 'member', ofOwnKey: true, right: 'keys:revoke' } },
    async function pauseAPIKey({ owner, actor, params, body }, reply) {
      const target = { ...owner, keyId: params.keyId, paused: true, reason: body.reason || null }
      const paused = await app.announce(await setPause(app.revokingDb, target, actor))
      if (typeof paused === 'string') throw ERRORS[paused]()
      return reply.code(200).send(paused)
    },
  )

  app.delete(
    '/:keyId/pause',
    { schema: resume, preValidation, config: { role: 'member', ofOwnKey: true, right: 'keys:write' } },
    async function resumeAPIKey({ owner, actor, params, body }, reply) {
      const target = { ...owner, keyId: params.keyId, paused: false, reason: body.reason || null }
      const resumed = await app.announce(await setPause(app.revokingDb, target, actor))
      if (typeof resumed === 'string') throw ERRORS[resumed]()
      return reply.code(200).send(resumed)
    },
  )
}

export default pauses

const ERRORS: Record<NotPaused, () => ApiError> = {
  not_found: () => new ApiError('not_found'),
  was_revoked: () => new ApiError('key_revoked'),
  was_expired: () => new ApiError('key_expired'),
}
