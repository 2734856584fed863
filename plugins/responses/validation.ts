import { isUtf8 } from 'node:buffer'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import type { FastifyBodyParser, FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { ApiError } from '../../errors.ts'
import { ANY_CASE_UUID } from '../../schemas/primitives.ts'

declare module 'fastify' {
  interface FastifyInstance {
    parseBody: FastifyBodyParser<Buffer>
  }
}

/**
 * Matches a visible character: not a space of any kind, a control, a joiner, a directional mark or the blank braille
 * pattern.
 */
const VISIBLE = /[^\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Every app of the process shares them: they remember what they have compiled, by schema. */
const strict = createAjv({ coerceTypes: false })
const lenient = createAjv({ coerceTypes: true })

/** Bodies are validated without coercion. Values in a URL are text and are coerced to their types. */
export default fp(
  async function validation(app) {
    app.setValidatorCompiler(({ schema, httpPart }) =>
      (httpPart === 'body' ? strict : lenient).compile(schema as object),
    )

    app.decorate('parseBody', bodyParser(app))
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('application/json', app.wholeBody('known', app.parseBody))
  },
  { name: 'validation', fastify: '5.x', dependencies: ['bodies'] },
)

/** Parses JSON bodies. */
function bodyParser(app: FastifyInstance): FastifyBodyParser<Buffer> {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  return function parseBody(request, body, done) {
    // Fetch wrappers and generated clients send a JSON content type even with a DELETE without a body.
    if (body.length === 0) return done(null, undefined)
    if (isEncoded(request.headers['content-encoding'])) return done(encoded())
    if (!isUtf8(body)) return done(new ApiError('validation_error', { details: { body: 'must be UTF-8' } }))
    parseJson(request, body.toString('utf8'), (error, value) =>
      error
        ? done(new ApiError('validation_error', { details: { body: 'must be JSON' }, cause: error }))
        : done(null, value),
    )
  }
}

/** RFC 9110, 8.4: codings are case-insensitive, and `identity` means no coding. */
const isEncoded = (coding: string | undefined) => coding !== undefined && coding.trim().toLowerCase() !== 'identity'

/** RFC 9110, 12.5.3: the header tells clients what would have been accepted. */
const encoded = () =>
  new ApiError('unsupported_media_type', {
    details: { 'content-encoding': 'must be identity' },
    headers: { 'accept-encoding': 'identity' },
  })

function createAjv({ coerceTypes }: { coerceTypes: boolean }) {
  const ajv = new Ajv({ coerceTypes, useDefaults: true, allErrors: true, removeAdditional: false, strict: false })
  formats.default(ajv)
  // The format of ajv-formats also accepts `urn:uuid:`, which PostgreSQL rejects.
  ajv.addFormat('uuid', ANY_CASE_UUID)
  const ofText = { type: 'string', schemaType: 'boolean' } as const
  ajv.addKeyword({
    ...ofText,
    keyword: 'x-well-formed',
    validate: (_: boolean, text: string) => text.isWellFormed(),
    error: { message: 'must not contain half of a surrogate pair' },
  })
  ajv.addKeyword({
    ...ofText,
    keyword: 'x-visible',
    validate: (_: boolean, text: string) => VISIBLE.test(text),
    error: { message: 'must contain a visible character' },
  })
  return ajv
}
