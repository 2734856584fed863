/** How every key begins; the public id follows. */
export const KEY_PREFIX = 'sk_live_'

/** The cookie of people's sessions. */
export const SESSION_COOKIE = 'sb-access-token'
