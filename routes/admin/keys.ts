import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { operator } from '../../auth/actor.ts'
import { findNamedAccount } from '../../db/ensure-account.ts'
import { changeTerms } from '../../db/keys/terms.ts'
import { ApiError } from '../../errors.ts'
import { clientOf } from '../../http/network.ts'
import { AccountParams, ChangeReason } from '../../schemas/account.ts'
import { errorResponses } from '../../schemas/error.ts'
import { type Key, KeyParams } from '../../schemas/key.ts'
import { NewKeyLimits, toOwnLimits } from '../../schemas/limits.ts'
import { NewMetadata, toMetadata } from '../../schemas/metadata.ts'
import { component } from '../../schemas/primitives.ts'

const schema = {
  tags: ['Operations'],
  operationId: 'changeKeyTerms',
  summary: 'Set the limits or metadata of a key',
  description: `Takes effect from the next request, on every instance. Fields that are left out keep their values. Every change is
recorded in the key's history; a repeat changes nothing and is not recorded. A revoked key cannot be changed.

A key's own limits apply in addition to its account's: the smaller one rejects. They count from the first request after
they are set, not what the key used before.`,
  params: Type.Object({ ...AccountParams.properties, ...KeyParams.properties }),
  body: Type.Object(
    {
      limits: Type.Optional(NewKeyLimits),
      metadata: Type.Optional(NewMetadata),
      reason: Type.Optional(ChangeReason),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
  response: { 200: component<Key>('Key'), ...errorResponses(404, 409, 413, 415) },
}

/** `PATCH /admin/v1/accounts/{accountId}/keys/{keyId}`: an operator sets what the key's owner cannot. */
const keys: FastifyPluginAsyncTypebox = async app => {
  app.patch('/accounts/:accountId/keys/:keyId', { schema }, async function changeKeyTerms(request, reply) {
    const { params, body } = request
    const account = await findNamedAccount(app.db, params.accountId)
    if (!account) throw new ApiError('not_found')
    const terms = {
      ...{ ...params, accountId: account.accountId },
      limits: body.limits && toOwnLimits(body.limits),
      metadata: body.metadata && toMetadata(body.metadata),
    }
    const by = { actor: operator(request.id, clientOf(request).address), reason: body.reason || null }
    const changed = await changeTerms(app.db, terms, by)
    if (typeof changed === 'string') throw ERRORS[changed]()
    return reply.code(200).send(changed)
  })
}

export default keys

const ERRORS = {
  not_found: () => new ApiError('not_found'),
  was_revoked: () => new ApiError('key_revoked'),
}
