import type { FastifyInstance, RouteOptions } from 'fastify'
import { type ErrorStatus, errorResponses } from '../../schemas/error.ts'

interface Guard {
  /** The credentials it accepts, any one of which is enough, by their names in the OpenAPI document. */
  security: Record<string, string[]>[]
  /** The statuses it refuses with. */
  statuses: ErrorStatus[] | ((route: RouteOptions) => ErrorStatus[])
  /** Headers that it reads, as parameters of the document. */
  parameters?: object[]
  /** Headers that it adds to every success. */
  responseHeaders?: object
}

/** Documents on every route of a scope what the scope's guard enforces, so that the two cannot differ. */
export function describeGuard(scope: FastifyInstance, { security, statuses, parameters, responseHeaders }: Guard) {
  scope.addHook('onRoute', function describe(route) {
    const own = typeof statuses === 'function' ? statuses(route) : statuses
    const response = { ...errorResponses(...own), ...(route.schema?.response as object | undefined) }
    const headers = {
      ...(parameters && { 'x-header-parameters': parameters }),
      ...(responseHeaders && { 'x-response-headers': responseHeaders }),
    }
    route.schema = { ...route.schema, security, response, ...headers }
  })
}
