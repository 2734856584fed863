import { type ErrorCode, errorCodes, sentenceOf, statusOf } from '../errors.ts'
import { SESSION_COOKIE } from './credentials.ts'

/** The OpenAPI document without its paths: what clients read first. */
export const info = {
  title: 'SOC Defenders Threat Intelligence API',
  version: '1.0.0',
  contact: { name: 'SOC Defenders Support', url: 'https://socdefenders.ai/contact', email: 'support@socdefenders.ai' },
  license: { name: 'Proprietary', url: 'https://socdefenders.ai/terms' },
  description: `# Overview

Programs reach the SOC Defenders threat intelligence with an API key. This service makes those keys, says what they
may do, and revokes them: once a revocation has been answered, every later request with that key is refused.

## Authentication

Programs present a key in exactly one of three ways:

- \`Authorization: Bearer sk_live_...\` (recommended)
- \`X-API-Key: sk_live_...\`
- \`?api_key=sk_live_...\`

People manage keys with the session cookie \`sb-access-token\`.

## Rate Limiting

| Tier | Requests/min | Requests/day | Lookback | Formats |
|------|--------------|--------------|----------|---------|
| Free | 10 | 1,000 | 1 day | JSON, CSV |
| Pro | 1,000 | 1,000,000 | 365 days | JSON, CSV, STIX, TAXII, MISP, CEF, OpenIOC, Sigma |

The limits are the account's, shared by its keys. A request over the limit is answered 429 and uses nothing up. Every
answer of any status carries:

- \`X-RateLimit-Limit\`: requests a minute
- \`X-RateLimit-Remaining\`: requests left
- \`X-RateLimit-Reset\`: Unix timestamp (seconds) at which there are more

## Error Handling

Every error has the same form, and its \`request_id\` is also in the \`X-Request-Id\` header:

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

TAXII 2.1 is served at \`/api/taxii2/\`, to tiers that include it.`,
}

export const tags = [
  { name: 'API Keys', description: 'API key management (requires session auth)' },
  { name: 'Using a key', description: 'What programs and gateways ask' },
  { name: 'Operation', description: 'For those who run the service' },
  { name: 'IOCs', description: 'Indicators of Compromise endpoints' },
  { name: 'Statistics', description: 'Feed and IOC statistics' },
  { name: 'TAXII', description: 'TAXII 2.1 threat intelligence sharing endpoints' },
  { name: 'Export Formats', description: 'Specialized export format endpoints (MISP, CEF, OpenIOC)' },
  { name: 'Articles', description: 'News articles of many sources, filtered and in bulk' },
  { name: 'Lookup', description: 'What is known of a single IOC' },
  { name: 'Detection Rules', description: 'SIEM detection rules made from recent IOCs' },
]

const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description }) as const

export const securitySchemes = {
  CookieAuth: {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
    description: 'Session cookie (for API key management endpoints)',
  },
  BearerKey: bearer('An API key in the Authorization header'),
  HeaderKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key in a header of its own' },
  QueryKey: { type: 'apiKey', in: 'query', name: 'api_key', description: 'An API key in the query' },
  ServiceToken: bearer('The token of a service (VERIFY_TOKEN)'),
  OperatorToken: bearer('The token of an operator (ADMIN_TOKEN)'),
  MetricsToken: bearer('The token of the metrics (METRICS_TOKEN)'),
} as const

/** Names of the error responses by status, with what each says. */
const errorResponses: Record<number, [name: string, description: string]> = {
  400: ['BadRequest', 'The request is not valid'],
  401: ['Unauthorized', 'Authentication required or invalid'],
  403: ['Forbidden', 'Understood and refused'],
  404: ['NotFound', 'Resource not found'],
  405: ['MethodNotAllowed', 'The path has no such method'],
  408: ['RequestTimeout', 'The request took too long to arrive'],
  409: ['Conflict', 'The state of the account or key does not allow it'],
  413: ['PayloadTooLarge', 'The body is too large'],
  414: ['UriTooLong', 'The URL is too long'],
  415: ['UnsupportedMediaType', 'The body is not JSON'],
  417: ['ExpectationFailed', 'The Expect header is not supported'],
  429: ['TooManyRequests', 'The window is used up'],
  431: ['HeadersTooLarge', 'The headers are too large'],
  500: ['InternalError', 'A fault of the service'],
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

const header = (description: string, type = 'integer') => ({ description, schema: { type } })

/** The headers that every answer carries. */
export const headers = {
  'X-RateLimit-Limit': header('Requests a minute allowed to this caller'),
  'X-RateLimit-Remaining': header("Requests left; 0 when the day's are used up"),
  'X-RateLimit-Reset': header(
    'Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day',
  ),
  'X-Request-Id': header('The id of this request, as in the error body and the log', 'string'),
}

const extraHeaders: Record<number, object> = {
  401: { 'WWW-Authenticate': header('How to authenticate', 'string') },
  405: { Allow: header('The methods that the path has', 'string') },
  429: { 'Retry-After': header('Seconds to wait') },
  503: { 'Retry-After': header('Seconds to wait') },
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
