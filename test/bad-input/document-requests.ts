import fc from 'fast-check'
import type { HTTPMethods } from 'fastify'
import { mutantsOf, type Schema, valuesOf } from './document-values.ts'

export interface Parameter {
  name: string
  in: 'path' | 'query'
  required?: boolean
  schema: Schema
}
export interface Operation {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> }
  responses: Record<string, Response & { $ref?: string }>
  security?: Record<string, unknown>[]
}
export interface Response {
  headers?: Record<string, { schema: Schema }>
  content?: Record<string, { schema: Schema }>
}

/** Every operation of a served document. */
export const operationsOf = (document: { paths: object }) =>
  Object.entries<Record<string, Operation>>(resolved(document.paths as never, document)).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method as HTTPMethods, path, operation })),
  )

/** The document's references, replaced by what they refer to. */
function resolved<T>(node: T, document: object): T {
  const { $ref } = Object(node) as { $ref?: string }
  if ($ref) {
    const steps = $ref.split('/').slice(1)
    return resolved(steps.reduce((place, name) => Object(place)[name], document as unknown) as T, document)
  }
  if (Array.isArray(node)) return node.map(one => resolved(one, document)) as T
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).map(([name, part]) => [name, resolved(part, document)])) as T
}

/** A request of an operation, before it has a credential. */
export interface Made {
  /** Whether everything about it is as documented. */
  valid: boolean
  url: string
  body?: string | undefined
}

type Ids = readonly string[]

/** The members of the accounts that exist. */
export const PEOPLE = ['zoe', 'max']

/** Requests of an operation, half of them as it is documented. @param ids those that exist */
export function requestsOf(path: string, operation: Operation, ids: Ids, accounts = ids): fc.Arbitrary<Made> {
  const { parameters = [], requestBody } = operation
  const schema = requestBody?.content['application/json']?.schema
  const made = (valid: boolean) => {
    const partOf = (one: Schema, ids: readonly string[]) =>
      valid ? valuesOf(one, ids) : fc.oneof(valuesOf(one, ids), mutantsOf(one, ids))
    const known: Record<string, Ids> = { accountId: accounts, person: PEOPLE }
    const parts = parameters.map(({ name, schema }) => [name, partOf(schema, known[name] ?? ids)])
    const values = fc.record(Object.fromEntries(parts), {
      requiredKeys: parameters.filter(one => one.required).map(one => one.name) as never[],
    }) as fc.Arbitrary<Record<string, unknown>>
    const bodies = schema ? (valid ? valuesOf(schema, ids) : mutantsOf(schema, ids)) : fc.constant(undefined)
    const body = schema && (!requestBody?.required || !valid) ? fc.option(bodies, { nil: undefined }) : bodies
    const isForm = requestBody !== undefined && schema === undefined
    return fc.record({ values, body }).map(one => ({
      valid: valid && !isForm,
      url: urlOf(path, parameters, one.values),
      body: one.body === undefined ? undefined : JSON.stringify(one.body),
    }))
  }
  return fc.oneof(made(true), made(false))
}

function urlOf(path: string, parameters: readonly Parameter[], values: Record<string, unknown>) {
  const encode = (value: unknown) =>
    encodeURIComponent((typeof value === 'string' ? value : String(JSON.stringify(value))).toWellFormed())
  const url = path.replace(/{(\w+)}/g, (_, name) => encode(values[name]) || '%20')
  const query = parameters
    .filter(one => one.in === 'query' && one.name in values)
    .map(({ name }) => `${name}=${encode(values[name])}`)
  return query.length > 0 ? `${url}?${query.join('&')}` : url
}
