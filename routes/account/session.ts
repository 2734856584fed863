import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { shownId } from '../../auth/account-id.ts'
import type { Plans } from '../../config/plans.ts'
import { findAccount } from '../../db/accounts.ts'
import { errorResponses } from '../../schemas/error.ts'
import { AnyAccountId, NullableText, Windows } from '../../schemas/primitives.ts'
import { Scopes } from '../../schemas/scope.ts'
import { Entitlements, Tier } from '../../schemas/tier.ts'

const SessionState = Type.Object({
  account_id: AnyAccountId,
  person_id: Type.Optional({
    ...AnyAccountId,
    description: "The signed-in person's ID; omitted if it is the account's",
  }),
  email: NullableText({
    description: 'Email address from the session; null if it has none',
    examples: ['ada@example.com'],
  }),
  tier: Tier,
  entitlements: Entitlements,
  scopes: { ...Scopes, description: 'Scopes that keys can have; null if any scope is allowed' },
  limits: Windows,
  sign_out_url: NullableText({
    description: 'URL where people sign out; null if none is configured',
    examples: [null],
  }),
})

interface Options {
  config: { plans: Plans; signOutUrl: string | undefined; scopes: readonly string[] | undefined }
}

/** `GET /api/v1/session`: the signed-in account and its rate-limit windows. */
const sessionRoute: FastifyPluginAsyncTypebox<Options> = async (app, { config: { plans, signOutUrl, scopes } }) => {
  app.get(
    '/session',
    {
      schema: {
        tags: ['API Keys'],
        operationId: 'getSession',
        summary: 'Get the session',
        description: `Returns the signed-in account, its tier, and the rate-limit windows that its keys share. This request does not
count against those windows; its \`X-RateLimit-*\` headers report the separate limit on session requests.`,
        response: { 200: SessionState, ...errorResponses() },
      },
    },
    async function getSession({ session }, reply) {
      const { tier, windows } = await findAccount(app.db, session)
      const { entitlements } = plans[tier]
      const [account_id, { personId, email }] = [shownId(session), session]
      return reply.code(200).send({
        account_id,
        ...(personId !== account_id && { person_id: personId }),
        email,
        tier,
        entitlements,
        scopes: scopes ? [...scopes] : null,
        limits: windows,
        sign_out_url: signOutUrl ?? null,
      })
    },
  )
}

export default sessionRoute
