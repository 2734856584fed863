import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { findAccount } from '../../db/accounts.ts'
import { errorResponses } from '../../schemas/error.ts'
import { AccountId, Windows } from '../../schemas/primitives.ts'
import { Entitlements, TIERS, Tier } from '../../schemas/tier.ts'

const SessionState = Type.Object({
  account_id: AccountId,
  tier: Tier,
  entitlements: Entitlements,
  limits: Windows,
})

/** `GET /api/v1/session`: who is signed in, and what is left to the account. */
const sessionRoute: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/session',
    {
      schema: {
        tags: ['API Keys'],
        operationId: 'getSession',
        summary: 'Get the session',
        description: `The signed-in account, its tier, and the rate-limit windows of its keys. This request does not count against
them; its \`X-RateLimit-*\` headers report the separate limit on session requests.`,
        response: { 200: SessionState, ...errorResponses() },
      },
    },
    async function getSession({ session }, reply) {
      const { tier, windows } = await findAccount(app.db, session)
      const { entitlements } = TIERS[tier]
      return reply.code(200).send({ account_id: session.accountId, tier, entitlements, limits: windows })
    },
  )
}

export default sessionRoute
