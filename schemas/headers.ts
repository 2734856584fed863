/** The headers of every response. */
export const RATE_LIMIT = 'X-RateLimit-Limit'
export const RATE_REMAINING = 'X-RateLimit-Remaining'
export const RATE_RESET = 'X-RateLimit-Reset'
export const REQUEST_ID = 'X-Request-Id'

/** Seconds to wait, in a 429 and a 503 (RFC 9110, 10.2.3). */
export const RETRY_AFTER = 'Retry-After'

/** The path of the created resource, in a 201 (RFC 9110, 15.3.2). */
export const LOCATION = 'Location'

/** The account of a session, in requests and responses of session routes. */
export const ACCOUNT = 'X-Keyward-Account'

/** Where the next page of changes begins, and whether it is ready now. */
export const NEXT_CURSOR = 'Keyward-Next-Cursor'
export const MORE = 'Keyward-More'
