import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { revokeKey } from '../../db/keys/revoke.ts'
import { ApiError } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import { KeyParams, Revocation, RevokeKeyBody } from '../../schemas/key.ts'

const sample = `await fetch('/api/v1/keys/<uuid>', {
  method: 'DELETE',
  credentials: 'include',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ reason: 'rotation: 2026-Q2 quarterly key refresh' }),
});`

const schema = {
  tags: ['API Keys'],
  operationId: 'revokeAPIKey',
  summary: 'Revoke an API key',
  description: `Revokes an API key. Every request with this key that starts after the response gets \`401 invalid_api_key\`.
**This cannot be undone.** To restore access, create a new key.

Safe to repeat: the key keeps its original reason, time and actor, and the history records the repeat. The session's rate
limit never blocks this request, but a repeat beyond the limit is not recorded.

The optional \`reason\` is stored for audit purposes and shown in the dashboard. Use it to record *why* the key was
revoked: compromise, rotation, employee departure.`,
  params: KeyParams,
  body: RevokeKeyBody,
  response: { 200: Revocation, ...errorResponses(404, 413, 415) },
  'x-optional-body': true,
  'x-codeSamples': [{ lang: 'JavaScript', label: 'Revoke with a reason', source: sample }],
}

/** `DELETE /api/v1/keys/{keyId}`: revokes a key. */
const revoke: FastifyPluginAsyncTypebox = async app => {
  app.delete(
    '/:keyId',
    {
      schema,
      // A thief who uses up the session's limit must not be able to delay the revocation.
      config: { exemptFromSessionLimit: true, role: 'member', ofOwnKey: true, right: 'keys:revoke' },
      preValidation: async request => {
        request.body ??= {} // without a body, and with `null`, no reason is given
      },
    },
    async function revokeAPIKey({ owner, actor, params, body, overSessionLimit }, reply) {
      const target = { accountId: owner.accountId, keyId: params.keyId }
      const found = await revokeKey(app.revokingDb, target, {
        actor,
        reason: body.reason || null,
        recorded: !overSessionLimit,
      })
      // A key of another account gets the same 404 as a missing one: a difference would reveal that it exists.
      if (!found) throw new ApiError('not_found')
      const revocation = await app.announce(found)
      const message = revocation.changed ? 'API key revoked successfully' : 'API key was already revoked'
      return reply.code(200).send({ success: true, message })
    },
  )
}

export default revoke
