import swagger from '@fastify/swagger'
import fp from 'fastify-plugin'
import { type KeyFormat, withPrefix } from '../../config/key-format.ts'
import type { ApiInfo } from '../../schemas/api-info.ts'
import { errorResponseName, headers, responses, successHeaders } from '../../schemas/document-responses.ts'
import { ErrorBody } from '../../schemas/error.ts'
import { CreatedKey, Key } from '../../schemas/key.ts'
import { introduction, withOwnExamples } from '../../schemas/own-document.ts'
import { securitySchemes } from '../../schemas/security-schemes.ts'
import { Verification } from '../../schemas/verify.ts'

interface Options {
  config: { apiInfo: ApiInfo | undefined; keyFormat: KeyFormat }
}

/** The OpenAPI document of the routes that are registered after this plugin. */
export default fp<Options>(
  async function openapi(app, { config: { apiInfo, keyFormat } }) {
    const adapt = withPrefix(keyFormat)
    for (const schema of [ErrorBody, Key, CreatedKey, Verification]) app.addSchema(schema)
    await app.register(swagger, {
      openapi: { openapi: '3.0.3', ...introduction(apiInfo), components: { securitySchemes } },
      refResolver: { buildLocalReference: ({ $id }) => String($id) },
      transformObject(source) {
        const document = refine((source as unknown as { openapiObject: Document }).openapiObject)
        const own = apiInfo ? withOwnExamples(document, apiInfo.examples) : document
        return { ...JSON.parse(adapt(JSON.stringify(own))), ...(apiInfo && { info: document.info }) }
      },
    })
  },
  { name: 'openapi', fastify: '5.x' },
)

/** The operation whose structure was published before keyward existed. */
const PUBLISHED = 'revokeAPIKey'

interface Response {
  description?: string
  headers?: object
}
interface Schema {
  $ref?: string
  default?: unknown
  required?: string[]
  properties?: Record<string, Schema>
}
interface Parameter {
  required?: boolean
  schema?: Schema
}
interface Body {
  required?: boolean
  content: Record<string, { schema: Schema }>
}
interface Operation {
  operationId: string
  parameters?: Parameter[]
  requestBody?: Body
  responses: Record<string, Response | { $ref: string }>
  'x-optional-body'?: boolean
  /** Headers that a route reads without Fastify's validation. */
  'x-header-parameters'?: Parameter[]
  /** Headers that the scope's guard sets on successful responses. */
  'x-response-headers'?: object
}
interface Document {
  info: object
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: Record<string, object>; schemas?: Record<string, object> }
}

/** Turns Fastify's route declarations into the document that clients need. */
function refine(document: Document) {
  const { paths, components } = document
  const bodies: Record<string, object> = {}
  for (const operation of Object.values(paths).flatMap(path => Object.values(path))) {
    for (const parameter of operation.parameters ?? [])
      if (parameter.schema?.default !== undefined) parameter.required = false
    const { 'x-optional-body': isOptional, 'x-header-parameters': more = [], 'x-response-headers': own } = operation
    if (operation.requestBody) operation.requestBody = refineBody(operation.requestBody, isOptional)
    // Clients depend on the place of the published operation's body.
    if (operation.requestBody && operation.operationId !== PUBLISHED)
      nameBody(operation.operationId, operation.requestBody, bodies)
    if (more.length > 0) operation.parameters = [...(operation.parameters ?? []), ...more]
    delete operation['x-optional-body']
    delete operation['x-header-parameters']
    delete operation['x-response-headers']
    operation.responses = mapValues(operation.responses as Record<string, Response>, (response, status) =>
      refineResponse(response, status, own),
    )
  }
  const used = JSON.stringify(paths)
  return {
    ...document,
    components: {
      ...components,
      schemas: { ...components.schemas, ...bodies },
      securitySchemes: pick(components.securitySchemes, name => used.includes(`"${name}":[`)),
      responses: pick(responses, name => used.includes(`"#/components/responses/${name}"`)),
    },
  }
}

/** Adapts a body schema, which describes the body after its defaults have been applied, to what clients send. */
function refineBody({ content, ...body }: Body, isOptional = false): Body {
  const refineSchema = ({ required = [], ...schema }: Schema) => {
    const needed = required.filter(name => schema.properties?.[name]?.default === undefined)
    return needed.length > 0 ? { ...schema, required: needed } : schema
  }
  return {
    ...body,
    ...(isOptional && { required: false }),
    content: mapValues(content, ({ schema, ...media }) => ({ ...media, schema: refineSchema(schema) })),
  }
}

/** Moves the schema of a body to the components, after which generated clients name their types. */
function nameBody(operationId: string, { content }: Body, bodies: Record<string, object>) {
  const name = `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Body`
  for (const media of Object.values(content)) {
    bodies[name] = media.schema
    media.schema = { $ref: `#/components/schemas/${name}` }
  }
}

/** Each error response is a shared component; the other responses carry their headers themselves. */
function refineResponse(response: Response, status: string, own: object | undefined) {
  const name = errorResponseName(Number(status))
  if (name) return { $ref: `#/components/responses/${name}` }
  const description = response.description === 'Default Response' ? 'Success' : response.description
  return { ...response, description, headers: { ...headers, ...successHeaders[status], ...own, ...response.headers } }
}

const mapValues = <V, W>(object: Record<string, V>, map: (value: V, key: string) => W) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]))

const pick = <V>(object: Record<string, V>, wanted: (key: string) => boolean) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => wanted(key)))
