/** Every error a client can see: its stable code, HTTP status and public sentence. A closed set. */
const catalog = {
  validation_error: [400, 'The request is invalid; see details'],
  ambiguous_credentials: [400, 'Send exactly one credential, exactly once'],
  missing_session: [
    401,
    'Not signed in: the request has no session cookie and no access token in the Authorization header',
  ],
  invalid_session: [401, 'The session is invalid or has expired; sign in again'],
  invalid_link: [401, 'The link has expired or has already been used; open a new one'],
  second_factor_required: [401, 'A second factor is required; sign in again and confirm it'],
  missing_api_key: [401, 'API key is required. Include it in the Authorization header as "Bearer sk_live_..."'],
  invalid_api_key: [401, 'The API key is invalid'],
  missing_token: [401, 'A token is required. Include it in the Authorization header as "Bearer ..."'],
  invalid_token: [401, 'The token is invalid'],
  forbidden_origin: [403, 'Changes are not accepted from this origin'],
  read_only_session: [403, 'Somebody acts in the name of this person, so the session may read and not change'],
  not_a_member: [403, 'The session belongs to nobody who may act in this account'],
  insufficient_role: [403, 'Your role in this account does not allow this; see details'],
  insufficient_tier: [403, "The account's tier does not include what this request requires"],
  insufficient_scope: [403, 'The key lacks a required scope; see details'],
  account_suspended: [403, 'The account is suspended'],
  key_paused: [403, 'The key is paused'],
  cost_exceeds_limit: [403, 'The request costs more than a limit ever allows; see details'],
  not_found: [404, 'The requested resource was not found'],
  method_not_allowed: [405, 'The method is not allowed here; see the Allow header'],
  request_timeout: [408, 'The request took too long to arrive'],
  account_changed: [409, 'The session does not belong to the account in X-Keyward-Account'],
  key_limit_reached: [
    409,
    'The account has reached its maximum number of active keys, which is in details; revoke one first',
  ],
  last_manager: [409, 'The account would have no manager left; add another one first'],
  key_exists: [409, 'Some of the keys already exist; see details'],
  no_key_shape: [409, 'Some of the keys match no shape in IMPORTED_KEY_SHAPES; see details'],
  key_revoked: [409, 'The key is revoked and cannot be changed'],
  key_expired: [409, 'The key has expired and cannot be changed'],
  upgrade_unfinished: [409, 'Not available until an operator finishes the upgrade'],
  no_public_url: [409, 'Links require the setting PUBLIC_URL'],
  rotation_conflict: [409, "The key's current state does not allow this change to its rotation; see details"],
  precondition_failed: [412, 'The account does not exist, and If-Match requires it'],
  payload_too_large: [413, 'The request body is too large'],
  uri_too_long: [414, 'The URL or a part of it is too long'],
  unsupported_media_type: [415, 'Send the body as application/json, without compression'],
  expectation_failed: [417, 'The value of the Expect header is not supported'],
  rate_limit_exceeded: [429, 'Too many requests; see details and the Retry-After header'],
  headers_too_large: [431, 'The URL and headers are too large'],
  internal_error: [500, 'Something went wrong on our side; please report the request_id'],
  service_unavailable: [503, 'The service cannot answer right now; try again shortly'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>

export type ErrorCode = keyof typeof catalog
export const errorCodes = Object.keys(catalog) as ErrorCode[]

/** @returns the HTTP status for an error code */
export const statusOf = (code: ErrorCode) => catalog[code][0]

/** @returns the public sentence for an error code */
export const sentenceOf = (code: ErrorCode): string => catalog[code][1]

interface Particulars {
  /** Public details of this occurrence, sent as `details`. */
  details?: Record<string, unknown>
  /** Headers of the response, such as WWW-Authenticate. */
  headers?: Record<string, string>
  /** A public sentence that replaces the code's usual one. */
  sentence?: string
  /** The internal cause. Never sent; logged if keyward or a dependency is at fault. */
  cause?: unknown
  /** For a 429: the owner and length of the exhausted window, for the metrics. */
  limited?: Limited
}

export interface Limited {
  whose: 'account' | 'key' | 'session' | 'address'
  window: 'minute' | 'hour' | 'day' | 'month'
}

/**
 * An error with a defined response. It can be thrown anywhere; plugins/responses/errors.ts turns it into the envelope.
 */
export class ApiError extends Error {
  declare readonly code: ErrorCode
  declare readonly statusCode: number
  declare readonly details: Record<string, unknown> | undefined
  declare readonly headers: Record<string, string>
  declare readonly limited: Limited | undefined

  constructor(
    code: ErrorCode,
    { sentence = sentenceOf(code), details, headers = {}, cause, limited }: Particulars = {},
  ) {
    super(sentence, { cause })
    this.code = code
    this.statusCode = statusOf(code)
    this.details = details
    this.headers = headers
    this.limited = limited
  }
}

/** The wait in seconds that every 503 recommends. */
const RETRY_AFTER_SECONDS = '1'

/** The response while a dependency is unavailable. Never admits a use, and never rejects a valid key. */
export function unavailable(cause?: unknown) {
  return new ApiError('service_unavailable', { cause, headers: { 'retry-after': RETRY_AFTER_SECONDS } })
}

/** A 400 that names one field, in the format of a schema's validation errors. */
export function invalidField(field: string, problem: string) {
  return new ApiError('validation_error', { details: { [field]: problem } })
}

/** The envelope of an error, before it becomes JSON. */
export function envelope(error: ApiError, requestId: string) {
  const { code, message, details } = error
  return { error: { code, message, ...(details && { details }), request_id: requestId } }
}

/**
 * The 429 for a window that is used up.
 * @param whose the kind of caller that the window belongs to
 * @param reset Unix timestamp (seconds) at which the window ends
 */
export function limitExceeded(
  whose: Limited['whose'],
  window: Limited['window'],
  { limit, reset }: { limit: number; reset: number },
) {
  const seconds = Math.max(1, Math.ceil(reset - Date.now() / 1000))
  return new ApiError('rate_limit_exceeded', {
    limited: { whose, window },
    details: { owner: whose, window, limit, reset },
    headers: { 'retry-after': String(seconds) },
  })
}

/** The text of an error on a terminal: its message and that of its cause. */
export const withCause = ({ message, cause }: Error) =>
  cause instanceof Error ? `${message}: ${cause.message}` : message

/** No decision was made: too many uses were waiting, or the database did not respond in time. Clients get a 503. */
export class Undecided extends Error {}
