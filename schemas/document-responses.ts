import { type ErrorCode, errorCodes, sentenceOf, statusOf } from '../errors.ts'
import { ACCOUNT, LOCATION, RATE_LIMIT, RATE_REMAINING, RATE_RESET, REQUEST_ID, RETRY_AFTER } from './headers.ts'

/** The names and descriptions of the error responses, by status. */
const errorResponses: Record<number, [name: string, description: string]> = {
  400: ['BadRequest', 'The request is invalid'],
  401: ['Unauthorized', 'Authentication required or invalid'],
  403: [
    'Forbidden',
    'Not allowed from this origin or with this role, not included in the tier, the account is suspended, or the key is paused or lacks a required scope',
  ],
  404: ['NotFound', 'Resource not found'],
  405: ['MethodNotAllowed', 'The path does not support this method'],
  408: ['RequestTimeout', 'The request took too long to arrive'],
  409: ['Conflict', 'Conflicts with the current state of the account or key'],
  412: ['PreconditionFailed', 'What If-Match requires does not exist'],
  413: ['PayloadTooLarge', 'The request body is too large'],
  414: ['UriTooLong', 'The URL is too long'],
  415: ['UnsupportedMediaType', 'The request body is not uncompressed JSON'],
  417: ['ExpectationFailed', 'The Expect header is not supported'],
  429: ['TooManyRequests', 'Rate limit exceeded'],
  431: ['HeadersTooLarge', 'The request headers are too large'],
  500: ['InternalError', 'Unexpected error in the service'],
  503: ['ServiceUnavailable', 'The service cannot answer right now'],
}

/** The name of the response component of an error status. */
export const errorResponseName = (status: number) => errorResponses[status]?.[0]

const details: Partial<Record<ErrorCode, object>> = {
  validation_error: { reason: 'must NOT have more than 500 characters' },
  insufficient_role: { role: 'reader', needed: 'member' },
  rate_limit_exceeded: { window: 'minute', limit: 10, reset: 1795426260 },
}

const example = (code: ErrorCode) => ({
  summary: sentenceOf(code),
  value: { error: { code, message: sentenceOf(code), details: details[code], request_id: 'req_abc123' } },
})

const codesOf = (status: number) => errorCodes.filter(code => statusOf(code) === status)

const header = (description: string, type = 'integer') => ({ description, required: true, schema: { type } })

/** The headers that every response carries. */
export const headers = {
  [RATE_LIMIT]: header('Requests allowed per minute for this caller'),
  [RATE_REMAINING]: header('Requests left; 0 once the daily limit is reached'),
  [RATE_RESET]: header('Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day'),
  [REQUEST_ID]: header('ID of this request, the same in the error body and the log', 'string'),
}

/** The header by which a client states the account that it expects. */
export const EXPECTED_ACCOUNT = {
  name: ACCOUNT,
  in: 'header',
  required: false,
  description: `The account that the caller expects. If the session belongs to a different account, the response is 409
\`account_changed\` and nothing changes. Requests always act on the account of the session, never on this one.`,
  schema: { type: 'string' },
}
export const ACCOUNT_OF_SESSION = header('The signed-in account', 'string')

const extraHeaders: Record<number, object> = {
  401: { 'WWW-Authenticate': header('How to authenticate', 'string') },
  405: { Allow: header('Methods that the path supports', 'string') },
  429: { [RETRY_AFTER]: header('Seconds to wait') },
  503: { [RETRY_AFTER]: header('Seconds to wait') },
}

/** Headers of successful responses, by status. */
export const successHeaders: Record<string, object> = {
  201: { [LOCATION]: header('Path of the new resource', 'string') },
}

/** One response component per error status, with an example for each of its codes. */
export const responses = Object.fromEntries(
  Object.entries(errorResponses).map(([status, [name, description]]) => [
    name,
    {
      description,
      headers: { ...headers, ...extraHeaders[Number(status)] },
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/Error' },
          examples: Object.fromEntries(codesOf(Number(status)).map(code => [code, example(code)])),
        },
      },
    },
  ]),
)
