import type { RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import Type, { type TSchema } from 'typebox'
import { findNamedAccount } from '../../db/ensure-account.ts'
import { ApiError } from '../../errors.ts'
import { AccountParams } from '../../schemas/account.ts'
import { errorResponses } from '../../schemas/error.ts'
import { asOperation } from './as-operation.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route works for an account that does not exist yet, and creates it. */
    createsAccount?: boolean
  }
}

/**
 * Adds the account in the path to the requests of a scope of operators and services. The routes are those that people
 * call for the account of their session.
 */
export default fp(
  async function accountPath(app) {
    app.decorateRequest('owner')
    app.decorateRequest('overSessionLimit', false)
    app.addHook('onRoute', describe)
    app.addHook('preHandler', async function findAccount(request) {
      const { right, createsAccount } = request.routeOptions.config
      const db = right === 'keys:revoke' ? app.revokingDb : app.db
      const account = await findNamedAccount(db, (request.params as { accountId: string }).accountId)
      if (!account || (!account.exists && !createsAccount)) throw new ApiError('not_found')
      const { accountId, externalId } = account
      request.owner = { accountId, externalId, tier: null }
      request.account = { accountId, externalId }
    })
  },
  { name: 'account-path', fastify: '5.x', dependencies: ['operator'] },
)

function describe(route: RouteOptions) {
  const { params } = Object(route.schema) as { params?: { properties: Record<string, TSchema> } }
  asOperation(route, {
    name: operationId => `${operationId}OfAccount`,
    summary: summary => `${summary} for an account`,
    description: operationId => `Does the same as \`${operationId}\`, for the account in the path.`,
    params: Type.Object({ ...AccountParams.properties, ...params?.properties }),
    responses: errorResponses(404),
  })
}
