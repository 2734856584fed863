import type { FastifyInstance, RouteOptions } from 'fastify'
import { type ErrorStatus, errorResponses } from '../schemas/error.ts'

interface Guard {
  /** The credentials that it takes, any one of them, by their names in the document. */
  security: Record<string, string[]>[]
  /** The statuses with which it refuses. */
  statuses: ErrorStatus[] | ((route: RouteOptions) => ErrorStatus[])
}

/** Says in the document of every route of a scope what its guard enforces, so that the two cannot differ. */
export function describeGuard(scope: FastifyInstance, { security, statuses }: Guard) {
  scope.addHook('onRoute', function describe(route) {
    const own = typeof statuses === 'function' ? statuses(route) : statuses
    const response = { ...errorResponses(...own), ...(route.schema?.response as object | undefined) }
    route.schema = { ...route.schema, security, response }
  })
}
