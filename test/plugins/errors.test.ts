import t from 'tap'
import { toApiError } from '../../plugins/responses/errors.ts'

const thrown = (statusCode: number, code: string) => Object.assign(new Error('a text of Fastify'), { statusCode, code })

for (const [statusCode, code, expected] of [
  [404, 'FST_ERR_NOT_FOUND', 'not_found'],
  [413, 'FST_ERR_CTP_BODY_TOO_LARGE', 'payload_too_large'],
  [415, 'FST_ERR_CTP_INVALID_MEDIA_TYPE', 'unsupported_media_type'],
  [400, 'FST_ERR_CTP_INVALID_CONTENT_LENGTH', 'validation_error'],
  [500, 'FST_ERR_REP_ALREADY_SENT', 'internal_error'],
  [400, 'E_OF_A_LIBRARY', 'internal_error'],
] as const)
  t.test(`clients see ${expected} for ${code} with status ${statusCode}`, async t => {
    const error = toApiError(thrown(statusCode, code))
    t.equal(error.code, expected)
    t.notMatch(error.message, 'a text of Fastify')
  })
