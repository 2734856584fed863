import { isUtf8 } from 'node:buffer'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { ApiError } from '../errors.ts'
import { ANY_CASE_UUID } from '../schemas/primitives.ts'

/** Bodies are taken as they are; what comes in a URL is text and has to be read as what it means. */
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
      // Fetch wrappers and generated clients announce JSON for a DELETE without a body.
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
  // The package's own also takes `urn:uuid:`, which PostgreSQL does not.
  ajv.addFormat('uuid', ANY_CASE_UUID)
  return ajv
}
