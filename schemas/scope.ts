import Type from 'typebox'

/** What a scope looks like. Chosen so that scopes can be listed with spaces between them, as RFC 6749 does (3.3). */
export const SCOPE = /^[a-z0-9][a-z0-9._:-]{0,63}$/
export const MOST_SCOPES = 50

const what = {
  type: 'array',
  nullable: true,
  items: { type: 'string' },
  examples: [['iocs:read', 'feeds:read']],
} as const

/** The scopes of a key as they are shown. */
export const Scopes = Type.Unsafe<string[] | null>({
  ...what,
  description: 'Scopes of the key, checked where a gateway or service requires scopes; null allows every scope',
})

/** As clients give them. */
export const NewScopes = Type.Unsafe<string[] | null>({
  ...what,
  items: { type: 'string', pattern: SCOPE.source },
  maxItems: MOST_SCOPES,
  description: 'Scopes of the key. null allows every scope; an empty list allows only requests that require no scope',
})
