import { SESSION_COOKIE } from '../schemas/credentials.ts'

const challenge = (value: string) => ({ headers: { 'www-authenticate': value } })

/** The credential that a 401 asks for, as its WWW-Authenticate header (RFC 9110, 11.6.1; for Bearer, RFC 6750, 3). */
export const SESSION_REQUIRED = challenge(`Cookie realm="${SESSION_COOKIE}"`)
/** The session is valid, but its assurance level is not enough (RFC 9470, 3). */
export const SECOND_FACTOR_REQUIRED = challenge(
  `Bearer error="insufficient_user_authentication", acr_values="aal2", Cookie realm="${SESSION_COOKIE}"`,
)
export const BEARER_REQUIRED = challenge('Bearer')
/** Names the error, which is only done if a credential was presented. */
export const BEARER_INVALID = challenge('Bearer error="invalid_token"')
