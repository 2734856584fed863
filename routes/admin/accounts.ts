import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Static } from 'typebox'
import Type from 'typebox'
import { pathOf, shownId } from '../../auth/account-id.ts'
import { changeAccount } from '../../db/account/change.ts'
import { findManagedAccount } from '../../db/account/find.ts'
import { resetWindows } from '../../db/account/reset.ts'
import { findNamedAccount } from '../../db/ensure-account.ts'
import { ApiError, invalidField } from '../../errors.ts'
import { Account, AccountBody, AccountParams, ChangedAccount, ReasonBody } from '../../schemas/account.ts'
import { toExpiry } from '../../schemas/date-time.ts'
import { errorResponses } from '../../schemas/error.ts'
import { LOCATION } from '../../schemas/headers.ts'
import { toOwnLimits } from '../../schemas/limits.ts'
import { toMetadata } from '../../schemas/metadata.ts'

const tags = ['Operations']

const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'With `*`, the account must exist; otherwise the response is 412',
  schema: { type: 'string', enum: ['*'] },
}

const get = {
  tags,
  operationId: 'getAccount',
  summary: 'Get an account',
  description: `Returns the tier and own limits of an account with their ends, its rate-limit windows and its metadata. This request
does not count against the windows.`,
  params: AccountParams,
  response: { 200: Account, ...errorResponses(404) },
}

const put = {
  tags,
  operationId: 'putAccount',
  summary: 'Set the tier, limits or metadata of an account',
  description: `Takes effect from the next request, on every instance. Creates the account if it does not exist, with the default tier
if \`tier\` is left out; the status is then 201. Every change is recorded in the account's history; a repeat changes nothing
and is not recorded.

\`tier\`, \`tier_until\` and \`tier_after\` are set together: without \`tier_until\`, the tier has no end. If \`tier\` is left out,
all three keep their values. \`limits\` and \`metadata\` keep their values if they are left out, and are removed by null.`,
  params: AccountParams,
  body: AccountBody,
  response: { 200: ChangedAccount, 201: ChangedAccount, ...errorResponses(404, 409, 412, 413, 415) },
  'x-header-parameters': [IF_MATCH],
}

const reset = {
  tags,
  operationId: 'resetWindows',
  summary: 'Reset the rate limits of an account',
  description: `Resets the minute and day windows of an account and of its keys to zero, for example after a leaked key has used up the
daily limit. Units used today still count toward the month.`,
  params: AccountParams,
  body: ReasonBody,
  response: { 200: Type.Object({ success: Type.Boolean({ examples: [true] }) }), ...errorResponses(404, 413, 415) },
  'x-optional-body': true,
}

/** No body and `null` mean the same as `{}`. */
const preValidation = async (request: { body: unknown }) => {
  request.body ??= {}
}

/** `/admin/v1/accounts/{accountId}`: an operator reads and changes an account, and resets its windows. */
const accounts: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/accounts/:accountId',
    { schema: get, config: { right: 'accounts:read' } },
    async function getAccount({ params }, reply) {
      const named = await findNamedAccount(app.db, params.accountId)
      const account = named && (await findManagedAccount(app.db, named))
      if (!account) throw new ApiError('not_found')
      return reply.code(200).send(account)
    },
  )

  app.put(
    '/accounts/:accountId',
    { schema: put, config: { right: 'accounts:write' } },
    async function putAccount(request, reply) {
      const account = await findNamedAccount(app.db, request.params.accountId)
      if (!account) throw new ApiError('not_found')
      requireMatch(request.headers['if-match'], account)
      const { limits, metadata, reason } = request.body
      const change = {
        plan: planOf(request.body),
        limits: limits && { ...toOwnLimits(limits), until: toExpiry('limits.until', limits.until ?? null) },
        metadata: metadata && toMetadata(metadata),
      }
      const by = { actor: request.actor, reason: reason || null }
      const { tier, created } = await changeAccount(app.db, account, change, by)
      if (created) reply.code(201).header(LOCATION, pathOf('/admin/v1/accounts/:accountId', account))
      return reply.send({ account_id: shownId(account), tier })
    },
  )

  app.post(
    '/accounts/:accountId/windows/reset',
    { schema: reset, preValidation, config: { right: 'accounts:write' } },
    async function resetAccountWindows(request, reply) {
      const by = { actor: request.actor, reason: request.body.reason || null }
      const account = await findNamedAccount(app.db, request.params.accountId)
      if (!account || !(await resetWindows(app.db, account.accountId, by))) throw new ApiError('not_found')
      return reply.code(200).send({ success: true })
    },
  )
}

export default accounts

/** Accounts have no entity tags, so only `*` can match (RFC 9110, 13.1.1). They are never deleted. */
function requireMatch(header: string | undefined, { exists }: { exists: boolean }) {
  if (header !== undefined && !(header === '*' && exists)) throw new ApiError('precondition_failed')
}

function planOf({ tier, tier_until = null, tier_after = null }: Static<typeof AccountBody>) {
  if (tier === undefined && (tier_until ?? tier_after) !== null)
    throw invalidField('tier', 'is required with tier_until and tier_after')
  if ((tier_until === null) !== (tier_after === null))
    throw invalidField(tier_until === null ? 'tier_until' : 'tier_after', 'must not be missing: send both or neither')
  return tier === undefined ? undefined : { tier, until: toExpiry('tier_until', tier_until), after: tier_after }
}
