import { ApiError, invalidField } from '../errors.ts'
import { MOST_SCOPES, SCOPE } from '../schemas/scope.ts'

/**
 * The scopes of a key as they are stored.
 * @param known those that the deployment has; undefined if keys may have any
 * @throws 400 for one that it does not have
 */
export function toScopes(scopes: readonly string[] | null, known: readonly string[] | undefined): string[] | null {
  if (scopes === null) return null
  const isUnknown = (scope: string) => known !== undefined && !known.includes(scope)
  if (scopes.some(isUnknown)) throw invalidField('scopes', `must contain only ${known?.join(', ')}`)
  return [...new Set(scopes)]
}

/**
 * The scopes that a gateway requires for a location: separated by spaces, all of them needed. Node joins repeated
 * headers with a comma, which no scope has.
 * @returns undefined when none is required
 * @throws 400 if the requirement is malformed or repeated: to drop a part of it would let in too many
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

/** Scopes as a header has them: `*` for all, and nothing for none. */
export const scopeText = (scopes: readonly string[] | null) => scopes?.join(' ') ?? '*'
