import { createSecretKey, hash } from 'node:crypto'
import { decodeProtectedHeader, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify } from 'jose'
import { type SessionRules, SUPABASE_RULES } from '../config/session-rules.ts'
import type { Assurance, Secret, SessionSource } from '../config/session-source.ts'
import { ApiError } from '../errors.ts'
import { BoundedMap } from '../limits/bounded-map.ts'
import { keysAddress } from './discovery.ts'
import { publishedKeys } from './key-set.ts'
import type { SetLog } from './published-set.ts'
import { RejectedSession, rejectionOf } from './rejection.ts'
import { personOf, type Session } from './session-claims.ts'

/** Each one takes about 400 bytes. */
const MOST_REMEMBERED = 10_000

interface Verifier {
  verify(token: string): Promise<JWTVerifyResult>
  /** Changes whenever the keys do; undefined once they are too old to use without a fetch. */
  keys(): unknown
}

export interface SessionVerifier {
  /** @throws RejectedSession; 503 when the key server is needed and does not answer */
  verify(token: string): Promise<Session>
  /** Ends fetches in the background. */
  close(): void
}

/**
 * Creates a verifier of access tokens, Supabase's (claims: supabase.com/docs/guides/auth/jwt-fields) or another
 * provider's. A valid token is verified once and remembered by its digest until it expires or the keys that verified it are replaced.
 * @param log receives problems with the source
 * @param assurance `aal2`: sessions need a second factor
 */
export function sessionVerifier(
  source: SessionSource,
  log: SetLog,
  { rules = SUPABASE_RULES, assurance = 'aal1' }: { rules?: SessionRules; assurance?: Assurance } = {},
): SessionVerifier {
  const { verifierOf, close } = verifiers(source, log, rules)
  const remembered = new BoundedMap<string, Remembered>(MOST_REMEMBERED)
  async function verify(token: string) {
    const digest = hash('sha256', token, 'base64')
    const known = remembered.get(digest)
    if (known && Date.now() < known.untilMs && known.keys === known.by.keys()) return known.session
    try {
      const by = verifierOf(token)
      const before = by.keys()
      const { payload, protectedHeader } = await by.verify(token)
      if (!rules.isSupabase && !isAccessToken(protectedHeader.typ)) throw new RejectedSession('type')
      const session = personOf(payload, rules, assurance)
      // If the keys were fetched again during the verification, it is unknown which ones verified the token.
      if (before !== undefined && by.keys() === before)
        remembered.set(digest, { session, untilMs: Number(payload.exp) * 1000, by, keys: before })
      return session
    } catch (error) {
      if (error instanceof ApiError) throw error
      throw new RejectedSession(rejectionOf(error), error)
    }
  }
  return { verify, close }
}

interface Remembered {
  session: Session
  untilMs: number
  by: Verifier
  /** The keys that verified it. */
  keys: unknown
}

function verifiers(source: SessionSource, log: SetLog, rules: SessionRules) {
  if (source.kind === 'links') return { verifierOf: rejectAll, close: () => {} }
  if (source.kind === 'secret') {
    const bySecret = withSecret(source, rules)
    return { verifierOf: () => bySecret, close: () => {} }
  }
  const { issuer, url, setting, isDiscovery } = source
  const locate = isDiscovery ? (document: string) => keysAddress(document, issuer) : undefined
  const keys = publishedKeys({ url, setting, locate, log, optional: source.kind === 'both' })
  const options = checks(rules.isSupabase ? ['ES256', 'RS256'] : ['ES256', 'RS256', 'EdDSA'], issuer, rules)
  const bySet: Verifier = { verify: token => jwtVerify(token, keys.find, options), keys: keys.version }
  if (source.kind === 'jwks') return { verifierOf: () => bySet, close: keys.close }
  const bySecret = withSecret(source, rules)
  const verifierOf = (token: string) => (decodeProtectedHeader(token).alg === 'HS256' ? bySecret : bySet)
  return { verifierOf, close: keys.close }
}

function rejectAll(): never {
  throw new RejectedSession('issuer')
}

function withSecret({ secret, issuer }: Secret & { issuer?: string | undefined }, rules: SessionRules): Verifier {
  // A CryptoKey, because jose would otherwise create one for every verification.
  const key = createSecretKey(secret, 'utf8').toCryptoKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
  const options = checks(['HS256'], issuer, rules)
  return { verify: token => jwtVerify(token, key, options), keys: () => key }
}

const checks = (
  algorithms: string[],
  issuer: string | undefined,
  { audience, isSupabase }: SessionRules,
): JWTVerifyOptions => ({
  algorithms,
  requiredClaims: isSupabase ? ['exp', 'sub', 'role', 'session_id'] : ['exp', 'iat'],
  ...(audience !== undefined && { audience }),
  ...(issuer && { issuer }),
})

/**
 * Providers sign other kinds of token with the same keys, such as logout tokens, and name the kind (RFC 8725, 3.11).
 */
const isAccessToken = (type: string | undefined) =>
  type === undefined || /^(?:application\/)?(?:jwt|at\+jwt)$/i.test(type)
