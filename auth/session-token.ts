import { createSecretKey, hash } from 'node:crypto'
import { decodeProtectedHeader, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose'
import type { Assurance, Secret, SessionSource } from '../config/session-source.ts'
import { ApiError } from '../errors.ts'
import { BoundedMap } from '../limits/bounded-map.ts'
import { publishedKeys } from './key-set.ts'
import type { SetLog } from './published-set.ts'
import { RejectedSession, rejectionOf } from './rejection.ts'
import { personOf, type SignedInPerson } from './session-claims.ts'

/** Each one takes about 400 bytes. */
const MOST_REMEMBERED = 10_000

interface Verifier {
  verify(token: string): Promise<{ payload: JWTPayload }>
  /** Changes whenever the keys do; undefined once they are too old to use without a fetch. */
  keys(): unknown
}

export interface SessionVerifier {
  /** @throws RejectedSession; 503 when the key server is needed and does not answer */
  verify(token: string): Promise<SignedInPerson>
  /** Ends fetches in the background. */
  close(): void
}

/**
 * Creates a verifier of Supabase access tokens (claims: supabase.com/docs/guides/auth/jwt-fields). A valid token is
 * verified once and remembered by its digest until it expires or the keys that verified it are replaced.
 * @param log receives problems with the source
 * @param assurance `aal2`: sessions need a second factor
 */
export function sessionVerifier(source: SessionSource, log: SetLog, assurance: Assurance = 'aal1'): SessionVerifier {
  const { verifierOf, close } = verifiers(source, log)
  const remembered = new BoundedMap<string, Remembered>(MOST_REMEMBERED)
  async function verify(token: string) {
    const digest = hash('sha256', token, 'base64')
    const known = remembered.get(digest)
    if (known && Date.now() < known.untilMs && known.keys === known.by.keys()) return known.person
    try {
      const by = verifierOf(token)
      const before = by.keys()
      const { payload } = await by.verify(token)
      const person = personOf(payload, assurance)
      // If the keys were fetched again during the verification, it is unknown which ones verified the token.
      if (before !== undefined && by.keys() === before)
        remembered.set(digest, { person, untilMs: Number(payload.exp) * 1000, by, keys: before })
      return person
    } catch (error) {
      if (error instanceof ApiError) throw error
      throw new RejectedSession(rejectionOf(error), error)
    }
  }
  return { verify, close }
}

interface Remembered {
  person: SignedInPerson
  untilMs: number
  by: Verifier
  /** The keys that verified it. */
  keys: unknown
}

function verifiers(source: SessionSource, log: SetLog) {
  if (source.kind === 'secret') {
    const bySecret = withSecret(source)
    return { verifierOf: () => bySecret, close: () => {} }
  }
  const { issuer, url } = source
  const keys = publishedKeys({ url, log, optional: source.kind === 'both' })
  const options = claims(['ES256', 'RS256'], issuer)
  const bySet: Verifier = { verify: token => jwtVerify(token, keys.find, options), keys: keys.version }
  if (source.kind === 'jwks') return { verifierOf: () => bySet, close: keys.close }
  const bySecret = withSecret(source)
  const verifierOf = (token: string) => (decodeProtectedHeader(token).alg === 'HS256' ? bySecret : bySet)
  return { verifierOf, close: keys.close }
}

function withSecret({ secret, issuer }: Secret & { issuer?: string | undefined }): Verifier {
  // A CryptoKey, because jose would otherwise create one for every verification.
  const key = createSecretKey(secret, 'utf8').toCryptoKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
  const options = claims(['HS256'], issuer)
  return { verify: token => jwtVerify(token, key, options), keys: () => key }
}

const claims = (algorithms: string[], issuer: string | undefined): JWTVerifyOptions => ({
  algorithms,
  audience: 'authenticated',
  requiredClaims: ['exp', 'sub', 'role', 'session_id'],
  ...(issuer && { issuer }),
})
