import type { RouteOptions } from 'fastify'
import { scopeOf } from '../../schemas/right.ts'

interface Changes {
  /** The operation's ID in this scope. */
  name: (operationId: string) => string
  summary: (summary: string) => string
  description: (operationId: string) => string
  params?: object
  responses?: object
  security?: object[]
}

/** Documents a route of people as an operation of another scope, so that each has its own name and description. */
export function asOperation(route: RouteOptions, { name, summary, description, params, responses, security }: Changes) {
  const { 'x-codeSamples': _samples, ...schema } = route.schema as Record<string, unknown> & {
    operationId: string
    summary: string
    response: object
  }
  route.schema = {
    ...schema,
    tags: ['Operations'],
    operationId: name(schema.operationId),
    summary: summary(schema.summary),
    description: description(schema.operationId),
    response: { ...schema.response, ...responses },
    ...(params && { params }),
    ...(security && { security }),
  } as object
  describeRight(route)
}

/** Documents which scope a service key needs. */
export function describeRight(route: RouteOptions) {
  const right = route.config?.right
  const { description = '' } = Object(route.schema) as { description?: string }
  const sentence = right
    ? `Service keys need the scope \`${scopeOf(right)}\`.`
    : 'Service keys cannot call this operation.'
  if (!description.endsWith(sentence))
    route.schema = Object.assign({}, route.schema, { description: `${description}\n\n${sentence}` })
}
