/** What a service may do. A service with `keys:write` or `portal` can act for every account. */
export const RIGHTS = [
  'accounts:read',
  'accounts:write',
  'keys:read',
  'keys:write',
  'keys:revoke',
  'plans:write',
  'portal',
] as const
export type Right = (typeof RIGHTS)[number]

/** Scopes that begin like this are keyward's own. */
export const OWN_SCOPES = 'keyward:'

/** The scope by which a service key has a right. */
export const scopeOf = (right: Right) => `${OWN_SCOPES}${right}`

export const SERVICE_SCOPES: readonly string[] = RIGHTS.map(scopeOf)
