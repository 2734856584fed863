import { errors } from 'jose'
import { ApiError } from '../errors.ts'

/** Why a session was rejected, for the log: a closed set, so that it can be counted and never holds a token. */
export type Refusal =
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
  | 'malformed'

const byClaim: Partial<Record<string, Refusal>> = { iss: 'issuer', aud: 'audience', nbf: 'not_yet_valid' }
const byCode: Partial<Record<string, Refusal>> = {
  ERR_JWT_EXPIRED: 'expired',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'signature',
  ERR_JOSE_ALG_NOT_ALLOWED: 'algorithm',
  ERR_JOSE_NOT_SUPPORTED: 'algorithm',
  ERR_JWKS_NO_MATCHING_KEY: 'no_matching_key',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'no_matching_key',
}

/** @returns why jose refused a token */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof errors.JWTClaimValidationFailed) return byClaim[error.claim] ?? 'claims'
  return (error instanceof errors.JOSEError && byCode[error.code]) || 'malformed'
}

/** Rejects a session; the client sees `invalid_session` or `second_factor_required`. */
export class RefusedSession extends ApiError {
  declare readonly refusal: Refusal

  constructor(refusal: Refusal, cause?: unknown) {
    super('invalid_session', { cause })
    this.refusal = refusal
  }
}
