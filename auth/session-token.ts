import { createSecretKey, hash } from 'node:crypto'
import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose'
import { BoundedMap } from '../enforcement/bounded-map.ts'
import { ApiError, unavailable } from '../errors.ts'
import { UUID } from '../schemas/primitives.ts'
import { type Tier, toTier } from '../schemas/tier.ts'
import { publishedKeys } from './key-set.ts'
import { type Refusal, refusalOf } from './refusal.ts'

/** Who is signed in. */
export interface Session {
  accountId: string
  sessionId: string
  /** The tier that the identity provider names; used only for an account that does not exist yet. */
  tier: Tier
  /** Only shown to the person, never stored. */
  email: string | null
}

/** How sessions are verified: pinned by the settings, never taken from a token. */
export type SessionSource =
  | { kind: 'secret'; secret: string; issuer?: string | undefined }
  | { kind: 'jwks'; url: URL; issuer: string }

/** Each one takes about 400 bytes. */
const MOST_REMEMBERED = 10_000
/** The codes of jose's errors that are the key server's fault, not the token's. */
const KEY_SERVER_FAULTS = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']

/** A session that is refused. */
export class RefusedSession extends ApiError {
  declare readonly refusal: Refusal

  constructor(refusal: Refusal, cause?: unknown) {
    super('invalid_session', { cause })
    this.refusal = refusal
  }
}

/** Authenticator assurance levels of Supabase (supabase.com/docs/guides/auth/auth-mfa): by one factor, or by two. */
export type Assurance = 'aal1' | 'aal2'

type Warn = (message: string) => void

interface Verifier {
  verify(token: string): Promise<{ payload: JWTPayload }>
  /** Stands for the current keys, to be compared; undefined if they may no longer be trusted without a fetch. */
  keys(): unknown
}

/**
 * Creates a verifier of Supabase access tokens (claims: supabase.com/docs/guides/auth/jwt-fields). A good token is
 * verified once and then remembered, by its digest, until it expires or the keys that verified it are replaced.
 * @param warn is told what is wrong with the source
 * @param assurance `aal2`: only sessions with a second factor are good
 * @returns a function from token to session that throws `RefusedSession`, or 503 when the key server is needed and does
 * not answer
 */
export function sessionVerifier(
  source: SessionSource,
  warn: Warn,
  assurance: Assurance = 'aal1',
): (token: string) => Promise<Session> {
  const { verify, keys } = source.kind === 'secret' ? withSecret(source) : withKeySet(source, warn)
  const remembered = new BoundedMap<string, { session: Session; untilMs: number; keys: unknown }>(MOST_REMEMBERED)
  return async function verifySession(token) {
    const digest = hash('sha256', token, 'base64')
    const known = remembered.get(digest)
    const before = keys()
    if (known && Date.now() < known.untilMs && known.keys === before) return known.session
    try {
      const { payload } = await verify(token)
      const session = toSession(payload, assurance)
      // If the keys were refetched during verification, it is unknown whether the old or the new ones verified it.
      if (before !== undefined && keys() === before)
        remembered.set(digest, { session, untilMs: Number(payload.exp) * 1000, keys: before })
      return session
    } catch (error) {
      if (error instanceof ApiError) throw error
      if (error instanceof errors.JOSEError && KEY_SERVER_FAULTS.includes(error.code)) throw unavailable(error)
      throw new RefusedSession(refusalOf(error), error)
    }
  }
}

function withSecret({ secret, issuer }: Extract<SessionSource, { kind: 'secret' }>): Verifier {
  // As a CryptoKey, because jose would otherwise make one on every verification.
  const key = createSecretKey(secret, 'utf8').toCryptoKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
  const options = claims(['HS256'], issuer)
  return { verify: token => jwtVerify(token, key, options), keys: () => key }
}

function withKeySet({ url, issuer }: Extract<SessionSource, { kind: 'jwks' }>, warn: Warn): Verifier {
  const keys = publishedKeys(url, warn)
  const options = claims(['ES256', 'RS256'], issuer)
  return { verify: token => jwtVerify(token, keys.find, options), keys: keys.version }
}

const claims = (algorithms: string[], issuer: string | undefined): JWTVerifyOptions => ({
  algorithms,
  audience: 'authenticated',
  requiredClaims: ['exp', 'sub', 'role', 'session_id'],
  ...(issuer && { issuer }),
})

function toSession(payload: JWTPayload, assurance: Assurance): Session {
  const { sub, role, session_id, is_anonymous, client_id, aal, email, app_metadata } = payload
  // With a client_id it is what Supabase's OAuth server gave a third party's app, to which the person lent some rights.
  const isPerson = role === 'authenticated' && is_anonymous !== true && client_id === undefined
  if (!isPerson || !isUuid(sub) || !isUuid(session_id)) throw new RefusedSession('no_person')
  if (assurance === 'aal2' && aal !== 'aal2') throw new RefusedSession('assurance')
  const metadata = app_metadata as { tier?: unknown } | null | undefined
  return { accountId: sub, sessionId: session_id, tier: toTier(metadata?.tier), email: toEmail(email) }
}

/** RFC 5321 allows 64 characters before the @, and 255 after it. */
const LONGEST_EMAIL = 320
const toEmail = (claim: unknown) =>
  typeof claim === 'string' && claim !== '' && claim.length <= LONGEST_EMAIL ? claim : null

const isUuid = (claim: unknown): claim is string => typeof claim === 'string' && UUID.test(claim)
