import { isUtf8 } from 'node:buffer'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { ApiError } from '../errors.ts'
import { ANY_CASE_UUID } from '../schemas/primitives.ts'

/** Bodies are validated as they are; values in a URL are text and have to be coerced to their types. */
export default fp(
  async function validation(app) {
    const strict = createAjv({ coerceTypes: false })
    const lenient = createAjv({ coerceTypes: true })
    app.setValidatorCompiler(({ schema, httpPart }) =>
      (httpPart === 'body' ? strict : lenient).compile(schema as object),
    )

    const parseJson = app.getDefaultJsonParser('error', 'error')
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
      // Fetch wrappers and generated clients send a JSON content type even with a DELETE that has no body.
      if (body.length === 0) return done(null, undefined)
      if (!isUtf8(body)) return done(new ApiError('validation_error', { details: { body: 'must be UTF-8' } }))
      parseJson(request as FastifyRequest, body.toString('utf8'), (error, value) =>
        error
          ? done(new ApiError('validation_error', { details: { body: 'must be JSON' }, cause: error }))
          : done(null, value),
      )
    })
  },
  { name: 'validation', fastify: '5.x' },
)

function createAjv({ coerceTypes }: { coerceTypes: boolean }) {
  const ajv = new Ajv({ coerceTypes, useDefaults: true, allErrors: true, removeAdditional: false, strict: false })
  formats.default(ajv)
  // The ajv-formats one also accepts `urn:uuid:`, which PostgreSQL does not.
  ajv.addFormat('uuid', ANY_CASE_UUID)
  return ajv
}
