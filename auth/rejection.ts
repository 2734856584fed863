import { errors } from 'jose'
import { ApiError } from '../errors.ts'

/** Why a session was rejected, for the log: a closed set, so that it can be counted and never holds a token. */
export type Rejection =
  | 'expired'
  | 'not_yet_valid'
  | 'issuer'
  | 'audience'
  | 'claims'
  | 'signature'
  | 'algorithm'
  | 'no_matching_key'
  | 'no_person'
  | 'assurance'
  | 'type'
  | 'requirement'
  | 'lifetime'
  | 'account_id'
  | 'person_id'
  | 'other_account'
  | 'ended'
  | 'unknown'
  | 'malformed'

/** Why a key was rejected, for the log and for services. Its holder does not learn it. */
export type KeyRejection = 'revoked' | 'expired' | 'unknown' | 'malformed' | 'other_environment'

const byClaim: Partial<Record<string, Rejection>> = { iss: 'issuer', aud: 'audience', nbf: 'not_yet_valid' }
const byCode: Partial<Record<string, Rejection>> = {
  ERR_JWT_EXPIRED: 'expired',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'signature',
  ERR_JOSE_ALG_NOT_ALLOWED: 'algorithm',
  ERR_JOSE_NOT_SUPPORTED: 'algorithm',
  ERR_JWKS_NO_MATCHING_KEY: 'no_matching_key',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'no_matching_key',
}

/** @returns why jose rejected a token */
export function rejectionOf(error: unknown): Rejection {
  if (error instanceof errors.JWTClaimValidationFailed) return byClaim[error.claim] ?? 'claims'
  return (error instanceof errors.JOSEError && byCode[error.code]) || 'malformed'
}

/** Rejects a session; the client sees `invalid_session` or `second_factor_required`. */
export class RejectedSession extends ApiError {
  declare readonly rejection: Rejection

  constructor(rejection: Rejection, cause?: unknown) {
    super('invalid_session', { cause })
    this.rejection = rejection
  }
}

const SETTINGS: Partial<Record<Rejection, string>> = { account_id: 'SESSION_ACCOUNT', person_id: 'SESSION_PERSON' }
const UNSUITABLE = (setting: string) =>
  `the claim in ${setting} must be a UUID, or 1 to 100 characters of A-Z a-z 0-9 . _ : @ | + = ~ -; choose another claim with ${setting}`

/** Tells the operator which setting names another claim. Only holders of a valid token get here. */
export function unsuitable(rejection: Rejection) {
  const setting = SETTINGS[rejection]
  return setting && { details: { session: UNSUITABLE(setting) } }
}
