/** The prefix of every key; the public ID follows. */
export const KEY_PREFIX = 'sk_live_'

/** The cookie with a person's session. */
export const SESSION_COOKIE = 'sb-access-token'
