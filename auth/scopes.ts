import { ApiError, invalidField } from '../errors.ts'
import { OWN_SCOPES } from '../schemas/right.ts'
import { MOST_SCOPES, SCOPE } from '../schemas/scope.ts'

/**
 * Checks the scopes of a key and removes duplicates.
 * @param known the scopes of the deployment; undefined if keys can have any scope
 * @throws 400 for an unknown scope
 */
export function toScopes(scopes: readonly string[] | null, known: readonly string[] | undefined): string[] | null {
  if (scopes === null) return null
  const isUnknown = (scope: string) => known !== undefined && !known.includes(scope)
  if (scopes.some(isUnknown)) throw invalidField('scopes', `must contain only ${known?.join(', ')}`)
  if (known === undefined && scopes.some(scope => scope.startsWith(OWN_SCOPES)))
    throw invalidField('scopes', `must not begin with ${OWN_SCOPES}`)
  return [...new Set(scopes)]
}

/**
 * Reads the scopes that a gateway requires, separated by spaces. Node joins repeated headers with a comma, which scopes
 * cannot contain.
 * @returns undefined if no scope is required
 * @throws 400 if the header is malformed or repeated: ignoring a part of it would admit too many requests
 */
export function requiredScopes(header: string | string[] | undefined): readonly string[] | undefined {
  if (header === undefined) return undefined
  const scopes = String(header).split(' ')
  if (scopes.length <= MOST_SCOPES && scopes.every(scope => SCOPE.test(scope))) return scopes
  throw invalidField('X-Required-Scope', 'must be sent exactly once, with scopes separated by single spaces')
}

/** The 403 for a key that lacks scopes, with the challenge of RFC 6750 (3.1). */
export const insufficientScope = (required: readonly string[]) =>
  new ApiError('insufficient_scope', {
    details: { required },
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${required.join(' ')}"` },
  })

/** Scopes in a header: `*` for all scopes, empty for none. */
export const scopeText = (scopes: readonly string[] | null) => scopes?.join(' ') ?? '*'
