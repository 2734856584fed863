import Type from 'typebox'

/** The format of a scope. Scopes can be listed with spaces between them, as in RFC 6749 (3.3). */
export const SCOPE = /^[a-z0-9][a-z0-9._:-]{0,63}$/
export const MOST_SCOPES = 50

const what = {
  type: 'array',
  nullable: true,
  items: { type: 'string' },
  examples: [['iocs:read', 'feeds:read']],
} as const

/** The scopes of a key in responses. */
export const Scopes = Type.Unsafe<string[] | null>({
  ...what,
  description: 'Scopes of the key, checked where a gateway or service requires scopes; null allows every scope',
})

/** The scopes of a key in requests. */
export const NewScopes = Type.Unsafe<string[] | null>({
  ...what,
  items: { type: 'string', pattern: SCOPE.source },
  maxItems: MOST_SCOPES,
  description: 'Scopes of the key. null allows every scope; an empty list allows only requests that require no scope',
})
