import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { shownId } from '../../auth/account-id.ts'
import { setSuspension } from '../../db/account/suspend.ts'
import { findNamedAccount } from '../../db/ensure-account.ts'
import { ApiError } from '../../errors.ts'
import { AccountParams, ReasonBody, SuspensionState } from '../../schemas/account.ts'
import { errorResponses } from '../../schemas/error.ts'

const common = {
  tags: ['Operations'],
  params: AccountParams,
  body: ReasonBody,
  response: { 200: SuspensionState, ...errorResponses(404, 409, 413, 415) },
  'x-optional-body': true,
}

const suspend = {
  ...common,
  operationId: 'suspendAccount',
  summary: 'Suspend an account',
  description: `Rejects every request with a key of this account that starts after the response with \`403 account_suspended\`, until
the suspension is lifted. Requests that are rejected count against no limit. The account's people can read, revoke keys
and report leaks; everything else is \`403 account_suspended\`. They see the reason in the account's history.

Expiries and grace periods run on. Safe to repeat: the account keeps the original reason, time and actor.`,
}

const lift = {
  ...common,
  operationId: 'liftSuspension',
  summary: 'Lift the suspension of an account',
  description: `Requests that start after the response are decided as before the suspension. Keys that have expired or were revoked
since then stay so. Safe to repeat.`,
}

/** No body and `null` mean the same as `{}`. */
const preValidation = async (request: { body: unknown }) => {
  request.body ??= {}
}

/** `POST` and `DELETE /admin/v1/accounts/{accountId}/suspension`: suspends an account, and lifts its suspension. */
const suspension: FastifyPluginAsyncTypebox = async app => {
  const url = '/accounts/:accountId/suspension'

  app.post(
    url,
    { schema: suspend, preValidation, config: { right: 'accounts:write' } },
    async function suspendAccount(request, reply) {
      return reply.code(200).send(await set(request, request.params.accountId, true, request.body.reason))
    },
  )

  app.delete(
    url,
    { schema: lift, preValidation, config: { right: 'accounts:write' } },
    async function liftSuspension(request, reply) {
      return reply.code(200).send(await set(request, request.params.accountId, false, request.body.reason))
    },
  )

  async function set(request: FastifyRequest, id: string, suspended: boolean, reason: string | null = null) {
    const by = { actor: request.actor, reason: reason || null }
    const account = await findNamedAccount(app.db, id)
    const changed = account && (await setSuspension(app.revokingDb, account.accountId, suspended, by))
    if (!changed) throw new ApiError('not_found')
    return { account_id: shownId(account), ...(await app.announce(changed)) }
  }
}

export default suspension
