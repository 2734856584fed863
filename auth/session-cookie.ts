import { ApiError } from '../errors.ts'
import { SESSION_COOKIE } from '../schemas/credentials.ts'

/**
 * Refuses a Cookie header that contains the session cookie twice: which of the two wins depends on the library, and a
 * cookie set by a neighbouring host must not be able to replace someone's session.
 * @throws 400 `ambiguous_credentials`
 */
export function refuseTwoSessions(cookieHeader = '') {
  const names = cookieHeader.split(';').map(pair => pair.split('=', 1)[0]?.trim())
  if (names.filter(name => name === SESSION_COOKIE).length > 1) throw new ApiError('ambiguous_credentials')
}
