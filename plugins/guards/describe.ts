import type { FastifyInstance, RouteOptions } from 'fastify'
import { type ErrorStatus, errorResponses } from '../../schemas/error.ts'

interface Guard {
  /** The credentials that the guard accepts, by their names in the OpenAPI document. Each suffices by itself. */
  security: Record<string, string[]>[]
  /** The statuses with which the guard rejects requests. */
  statuses: ErrorStatus[]
  /** Headers that the guard reads, as parameters of the document. */
  parameters?: object[]
  /** Headers that the guard adds to successful responses. */
  responseHeaders?: object
}

/** Documents what a guard enforces on every route of its scope, so the document cannot differ from it. */
export function describeGuard(scope: FastifyInstance, { security, statuses, parameters, responseHeaders }: Guard) {
  scope.addHook('onRoute', function describe(route) {
    const response = { ...errorResponses(...statuses), ...(route.schema?.response as object | undefined) }
    const headers = {
      ...(parameters && { 'x-header-parameters': [...ownParameters(route), ...parameters] }),
      ...(responseHeaders && { 'x-response-headers': responseHeaders }),
    }
    route.schema = { ...route.schema, security, response, ...headers }
  })
}

/** The headers that the route itself reads. */
const ownParameters = ({ schema }: RouteOptions) =>
  (Object(schema) as { 'x-header-parameters'?: object[] })['x-header-parameters'] ?? []
