import { createSecretKey } from 'node:crypto'
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose'
import { ApiError, unavailable } from '../errors.ts'
import { UUID } from '../schemas/primitives.ts'
import { type Tier, toTier } from '../schemas/tier.ts'

/** Who is signed in. */
export interface Session {
  accountId: string
  sessionId: string
  /** The tier the identity provider names: for an account that does not exist yet, and only then. */
  tier: Tier
}

/** How sessions are verified: pinned by the settings, never taken from a token. */
export type SessionSource =
  | { kind: 'secret'; secret: string; issuer?: string | undefined }
  | { kind: 'jwks'; url: URL; issuer: string }

const KEY_SERVER_TIMEOUT_MS = 900
/** What jose throws when it is the key server's fault, not the token's. */
const KEY_SERVER_FAULTS = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']

/**
 * Makes the verifier of Supabase access tokens (claims: supabase.com/docs/guides/auth/jwt-fields).
 * @returns a function from token to session that throws 401 `invalid_session`, or 503 when the key server is needed
 * and does not answer
 */
export function sessionVerifier(source: SessionSource): (token: string) => Promise<Session> {
  const verify = source.kind === 'secret' ? withSecret(source) : withKeySet(source)
  return async function verifySession(token) {
    try {
      return toSession((await verify(token)).payload)
    } catch (error) {
      if (error instanceof ApiError) throw error
      if (error instanceof errors.JOSEError && KEY_SERVER_FAULTS.includes(error.code)) throw unavailable(error)
      throw new ApiError('invalid_session', { cause: error })
    }
  }
}

function withSecret({ secret, issuer }: Extract<SessionSource, { kind: 'secret' }>) {
  // As a CryptoKey, or jose would make one of it at every verification.
  const key = createSecretKey(secret, 'utf8').toCryptoKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
  const options = claims(['HS256'], issuer)
  return (token: string) => jwtVerify(token, key, options)
}

function withKeySet({ url, issuer }: Extract<SessionSource, { kind: 'jwks' }>) {
  const keys = createRemoteJWKSet(url, { timeoutDuration: KEY_SERVER_TIMEOUT_MS, [customFetch]: fetchKeys })
  const options = claims(['ES256', 'RS256'], issuer)
  return (token: string) => jwtVerify(token, keys, options)
}

/** A failed fetch is told apart here from a TypeError about the token, which jose throws bare as well. */
async function fetchKeys(url: string, options: RequestInit) {
  try {
    const response = await fetch(url, options)
    if (response.ok) return response
    throw new Error(`the key server answered ${response.status}`)
  } catch (error) {
    throw unavailable(error)
  }
}

const claims = (algorithms: string[], issuer: string | undefined): JWTVerifyOptions => ({
  algorithms,
  audience: 'authenticated',
  requiredClaims: ['exp', 'sub', 'role', 'session_id'],
  ...(issuer && { issuer }),
})

function toSession({ sub, role, session_id, is_anonymous, app_metadata }: JWTPayload): Session {
  const isPerson = role === 'authenticated' && is_anonymous !== true
  if (!isPerson || !isUuid(sub) || !isUuid(session_id)) throw new ApiError('invalid_session')
  const metadata = app_metadata as { tier?: unknown } | null | undefined
  return { accountId: sub, sessionId: session_id, tier: toTier(metadata?.tier) }
}

const isUuid = (claim: unknown): claim is string => typeof claim === 'string' && UUID.test(claim)
