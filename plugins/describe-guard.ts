import type { FastifyInstance, RouteOptions } from 'fastify'
import { type ErrorStatus, errorResponses } from '../schemas/error.ts'

interface Guard {
  /** The credentials it accepts, any one of which is enough, by their names in the OpenAPI document. */
  security: Record<string, string[]>[]
  /** The statuses it refuses with. */
  statuses: ErrorStatus[] | ((route: RouteOptions) => ErrorStatus[])
}

/** Documents on every route of a scope what the scope's guard enforces, so that the two cannot differ. */
export function describeGuard(scope: FastifyInstance, { security, statuses }: Guard) {
  scope.addHook('onRoute', function describe(route) {
    const own = typeof statuses === 'function' ? statuses(route) : statuses
    const response = { ...errorResponses(...own), ...(route.schema?.response as object | undefined) }
    route.schema = { ...route.schema, security, response }
  })
}
