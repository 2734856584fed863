import swagger from '@fastify/swagger'
import fp from 'fastify-plugin'
import { errorResponseName, headers, info, responses, securitySchemes, tags } from '../schemas/document.ts'
import { ErrorBody } from '../schemas/error.ts'
import { CreatedKey, Key } from '../schemas/key.ts'

/** The OpenAPI document of the routes that are registered after this. */
export default fp(
  async function openapi(app) {
    for (const schema of [ErrorBody, Key, CreatedKey]) app.addSchema(schema)
    await app.register(swagger, {
      openapi: { openapi: '3.0.3', info, servers: [{ url: '/' }], tags, components: { securitySchemes } },
      refResolver: { buildLocalReference: ({ $id }, _base, _fragment, at) => String($id ?? `def-${at}`) },
      transformObject: document =>
        refer(('openapiObject' in document ? document.openapiObject : {}) as Document) as never,
    })
  },
  { name: 'openapi', fastify: '5.x' },
)

interface Operation {
  requestBody?: { required?: boolean }
  responses?: Record<string, object>
  'x-optional-body'?: boolean
}
interface Document {
  paths?: Record<string, Record<string, Operation>>
  components?: object
}

/** Names every error response once and refers to it, and gives the other responses their headers. */
function refer(document: Document) {
  for (const operation of Object.values(document.paths ?? {}).flatMap(path => Object.values(path))) {
    for (const [status, response] of Object.entries(operation.responses ?? {})) {
      const name = errorResponseName(Number(status))
      if (operation.responses)
        operation.responses[status] = name
          ? { $ref: `#/components/responses/${name}` }
          : { ...response, headers: { ...headers, ...(response as { headers?: object }).headers } }
    }
    // A Fastify body schema says what a body must be, not that there must be one.
    if (operation['x-optional-body'] && operation.requestBody) operation.requestBody.required = false
    delete operation['x-optional-body']
  }
  return { ...document, components: { ...document.components, responses } }
}
