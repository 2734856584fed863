/** The cookie with a person's session. */
export const SESSION_COOKIE = 'sb-access-token'
