import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { errorResponses } from '../schemas/error.ts'
import { Name, NullableTimestamp, Uuid, Windows } from '../schemas/primitives.ts'
import { Entitlements, TIERS, Tier } from '../schemas/tier.ts'

const Me = Type.Object({
  key: Type.Object({
    id: Uuid,
    name: Name,
    prefix: Type.String({ examples: ['sk_live_4fT8aQz1'] }),
    expires_at: NullableTimestamp,
  }),
  account_id: Uuid,
  tier: Tier,
  entitlements: Entitlements,
  limits: Windows,
})

/** `GET /api/v1/me`: what the presented key is and may do. It counts like any use of the key. */
const me: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/me',
    {
      schema: {
        tags: ['Using a key'],
        operationId: 'getMe',
        summary: 'Get the presented key',
        response: { 200: Me, ...errorResponses(401) },
      },
    },
    async function getMe({ authorized: { verdict, windows } }, reply) {
      const { keyId, name, publicId, expiresAt, accountId, tier } = verdict
      return reply.code(200).send({
        key: { id: keyId, name, prefix: `sk_live_${publicId}`, expires_at: expiresAt },
        account_id: accountId,
        tier,
        entitlements: TIERS[tier].entitlements,
        limits: windows,
      })
    },
  )
}

export default me
