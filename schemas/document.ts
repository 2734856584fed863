import { type ErrorCode, errorCodes, sentenceOf, statusOf } from '../errors.ts'
import { ACCOUNT, LOCATION, RATE_LIMIT, RATE_REMAINING, RATE_RESET, REQUEST_ID, RETRY_AFTER } from './headers.ts'

/** The OpenAPI document without its paths: what clients read first. */
export const info = {
  title: 'SOC Defenders Threat Intelligence API',
  version: '1.0.0',
  contact: { name: 'SOC Defenders Support', url: 'https://socdefenders.ai/contact', email: 'support@socdefenders.ai' },
  license: { name: 'Proprietary', url: 'https://socdefenders.ai/terms' },
  description: `# Overview

Programs access SOC Defenders threat intelligence with an API key. This service creates API keys, decides which
requests they may make, and revokes them. A revocation takes effect everywhere at once: every request that starts after
the response is rejected.

## Authentication

Programs send their API key in exactly one of these ways:

- \`Authorization: Bearer sk_live_...\` (recommended)
- \`X-API-Key: sk_live_...\`
- \`?api_key=sk_live_...\`

People manage keys with their session: in the cookie \`sb-access-token\`, in the cookies that the Supabase packages
set, or as an access token in the Authorization header. Operators and services authenticate with separate tokens.

## Rate Limiting

| Tier | Requests/min | Requests/day | Lookback | Formats |
|------|--------------|--------------|----------|---------|
| Free | 10 | 1,000 | 1 day | JSON, CSV |
| Pro | 1,000 | 1,000,000 | 365 days | JSON, CSV, STIX, TAXII, MISP, CEF, OpenIOC, Sigma |

Limits apply to the account, and all of its keys share them. A request over the limit gets a 429 and does not count
against the limit. Every response, including errors, carries:

- \`X-RateLimit-Limit\`: requests allowed per minute
- \`X-RateLimit-Remaining\`: requests left
- \`X-RateLimit-Reset\`: Unix timestamp (seconds) when the limit resets

## Error Handling

All errors have the same format. The \`request_id\` is also in the \`X-Request-Id\` header:

\`\`\`json
{
  "error": {
    "code": "not_found",
    "message": "The requested resource was not found",
    "details": {},
    "request_id": "req_abc123"
  }
}
\`\`\`

## STIX/TAXII Support

TAXII 2.1 endpoints are available at \`/api/taxii2/\` to tiers that include TAXII.`,
}

export const tags = [
  { name: 'API Keys', description: 'API key management (requires session auth)' },
  { name: 'Using API Keys', description: 'For programs that use a key, and for gateways and services that check keys' },
  { name: 'Operations', description: 'For operators of the service' },
  { name: 'IOCs', description: 'Indicators of Compromise endpoints' },
  { name: 'Statistics', description: 'Feed and IOC statistics' },
  { name: 'TAXII', description: 'TAXII 2.1 threat intelligence sharing endpoints' },
  { name: 'Export Formats', description: 'Specialized export format endpoints (MISP, CEF, OpenIOC)' },
  { name: 'Articles', description: 'News articles from many sources, with filtering and bulk export' },
  { name: 'Lookup', description: 'Details of a single IOC' },
  { name: 'Detection Rules', description: 'SIEM detection rules generated from recent IOCs' },
]

/** Names of the error responses by status, with what each says. */
const errorResponses: Record<number, [name: string, description: string]> = {
  400: ['BadRequest', 'The request is invalid'],
  401: ['Unauthorized', 'Authentication required or invalid'],
  403: ['Forbidden', 'Not allowed from this origin, or not included in the tier'],
  404: ['NotFound', 'Resource not found'],
  405: ['MethodNotAllowed', 'The path does not support this method'],
  408: ['RequestTimeout', 'The request took too long to arrive'],
  409: ['Conflict', 'Conflicts with the current state of the account or key'],
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
  rate_limit_exceeded: { window: 'minute', limit: 10, reset: 1795426260 },
}

const example = (code: ErrorCode) => ({
  summary: sentenceOf(code),
  value: { error: { code, message: sentenceOf(code), details: details[code], request_id: 'req_abc123' } },
})

const codesOf = (status: number) => errorCodes.filter(code => statusOf(code) === status)

const header = (description: string, type = 'integer') => ({ description, required: true, schema: { type } })

/** The headers that every answer carries. */
export const headers = {
  [RATE_LIMIT]: header('Requests allowed per minute for this caller'),
  [RATE_REMAINING]: header('Requests left; 0 once the daily limit is reached'),
  [RATE_RESET]: header('Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day'),
  [REQUEST_ID]: header('ID of this request, the same in the error body and the log', 'string'),
}

/** What a session route reads and answers about whose session it is. */
export const EXPECTED_ACCOUNT = {
  name: ACCOUNT,
  in: 'header',
  required: false,
  description: `The account that the caller expects. If the session belongs to a different account, the response is 409
\`account_changed\` and nothing changes. Requests always act on the account of the session, never on this one.`,
  schema: { type: 'string', format: 'uuid' },
}
export const ACCOUNT_OF_SESSION = header('The signed-in account', 'string')

const extraHeaders: Record<number, object> = {
  401: { 'WWW-Authenticate': header('How to authenticate', 'string') },
  405: { Allow: header('Methods that the path supports', 'string') },
  429: { [RETRY_AFTER]: header('Seconds to wait') },
  503: { [RETRY_AFTER]: header('Seconds to wait') },
}

/** Headers of some successes, by status. */
export const successHeaders: Record<string, object> = {
  201: { [LOCATION]: header('Path of the new key', 'string') },
}

/** One component an error status, with an example for each of its codes. */
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
