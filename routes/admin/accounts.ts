import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { resetWindows, setTier } from '../../db/accounts.ts'
import { ApiError } from '../../errors.ts'
import { errorResponses } from '../../schemas/error.ts'
import { AccountId } from '../../schemas/primitives.ts'
import { Tier } from '../../schemas/tier.ts'

const tags = ['Operations']
const AccountParams = Type.Object({ accountId: AccountId })
const AccountBody = Type.Object({ tier: Tier }, { additionalProperties: false })
const Account = Type.Object({ account_id: AccountId, tier: Tier })

/** `/admin/v1/accounts`: an operator sets the tier and resets the limits of an account. */
const accounts: FastifyPluginAsyncTypebox = async app => {
  app.put(
    '/accounts/:accountId',
    {
      schema: {
        tags,
        operationId: 'putAccount',
        summary: 'Set the tier of an account',
        description: 'Takes effect from the next request, on every instance. Creates the account if it does not exist.',
        params: AccountParams,
        body: AccountBody,
        response: { 200: Account, ...errorResponses(413, 415) },
      },
    },
    async function putAccount({ params, body }, reply) {
      const accountId = params.accountId.toLowerCase()
      await setTier(app.db, accountId, body.tier)
      return reply.code(200).send({ account_id: accountId, tier: body.tier })
    },
  )

  app.post(
    '/accounts/:accountId/windows/reset',
    {
      schema: {
        tags,
        operationId: 'resetWindows',
        summary: 'Reset the rate limits of an account',
        description:
          "Resets the account's minute and day windows to zero requests, for example after a leaked key has used up the daily limit.",
        params: AccountParams,
        response: {
          200: Type.Object({ success: Type.Boolean({ examples: [true] }) }),
          ...errorResponses(404, 413, 415),
        },
      },
    },
    async function reset({ params }, reply) {
      if (!(await resetWindows(app.db, params.accountId))) throw new ApiError('not_found')
      return reply.code(200).send({ success: true })
    },
  )
}

export default accounts
