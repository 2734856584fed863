/**
 * The rate-limit window that a response reported.
 * @typedef {object} RateLimit
 * @property {number} limit requests allowed in the window
 * @property {number} remaining requests left in the window
 * @property {number} reset Unix timestamp (seconds) when the window ends
 */

/**
 * Why a call failed. `code` is a code of the service (`not_found`, `rate_limit_exceeded`, …), `network_error` (no response),
 * `timeout` (no response in time) or `unexpected_answer` (a response that keyward would not send).
 */
export class ApiError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {object} [facts]
   * @param {number} [facts.status] HTTP status; 0 if no response arrived
   * @param {string | null} [facts.requestId] to quote when reporting a problem
   * @param {Record<string, unknown>} [facts.details]
   * @param {number | null} [facts.retryAfterSeconds]
   * @param {RateLimit | null} [facts.rateLimit]
   * @param {unknown} [facts.cause]
   */
  constructor(code, message, facts = {}) {
    super(message, { cause: facts.cause })
    this.name = 'ApiError'
    this.code = code
    this.status = facts.status ?? 0
    this.requestId = facts.requestId ?? null
    this.details = facts.details ?? {}
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null
    this.rateLimit = facts.rateLimit ?? null
  }
}

/**
 * The error for a response without the expected data.
 * @param {Response} response
 * @param {unknown} body the parsed body
 */
export function errorOf(response, body) {
  const { status, headers } = response
  const facts = {
    status,
    requestId: headers.get('x-request-id'),
    retryAfterSeconds: number(headers.get('retry-after')),
    rateLimit: rateLimitOf(headers),
  }
  const { error } = Object(body)
  if (typeof error?.code !== 'string')
    return new ApiError('unexpected_answer', `Unexpected response with status ${status}`, facts)
  return new ApiError(error.code, String(error.message), { ...facts, details: { ...error.details } })
}

/**
 * The error for a call without a usable response.
 * @param {unknown} cause thrown by `fetch`, or while reading the response
 */
export function errorWithoutResponse(cause) {
  const { name } = Object(cause)
  if (name === 'AbortError') return cause
  if (name === 'TimeoutError') return new ApiError('timeout', 'The service did not respond in time', { cause })
  if (name === 'SyntaxError') return new ApiError('unexpected_answer', 'The response could not be read', { cause })
  return new ApiError('network_error', 'The service could not be reached', { cause })
}

/**
 * @param {Headers} headers
 * @returns {RateLimit | null} null if the headers are missing, or not exposed to this origin
 */
export function rateLimitOf(headers) {
  const limit = number(headers.get('x-ratelimit-limit'))
  const remaining = number(headers.get('x-ratelimit-remaining'))
  const reset = number(headers.get('x-ratelimit-reset'))
  return limit === null || remaining === null || reset === null ? null : { limit, remaining, reset }
}

/** @param {string | null} text */
const number = text => (text !== null && /^\d+$/.test(text) ? Number(text) : null)
