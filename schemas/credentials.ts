/** The cookie with a person's session. */
export const SESSION_COOKIE = 'sb-access-token'

/** The cookie with the session that a link started, and its name where the page is not reached over HTTPS. */
export const PORTAL_COOKIE = '__Host-keyward'
export const PORTAL_COOKIE_ON_LOOPBACK = 'keyward'
