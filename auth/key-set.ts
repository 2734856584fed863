import { createLocalJWKSet, errors, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from 'jose'
import { unavailable } from '../errors.ts'
import { publishedSet, type SetLog } from './published-set.ts'

/** A removed key is trusted for at most this long while the key server responds. */
const FRESH_MS = 600_000
/** If the key server is unavailable, the last valid set is used for this much longer. */
const KEPT_MS = 3_600_000
/** A key that the set lacks may be new, so the set is fetched again, at most once in this time. */
const FETCH_AGAIN_MS = 1_000

export interface SessionKeys {
  /**
   * Finds the key of a token. @throws jose's JWKSNoMatchingKey if a set fetched after the call lacks it; 503 if no set
   * can be fetched
   */
  find: JWTVerifyGetKey
  /** Changes whenever the keys do; undefined once the set is too old to use without a fetch. */
  version(): unknown
  close(): void
}

interface Fetched {
  text: string
  find: JWTVerifyGetKey
}

interface Options {
  url: URL
  /** Whether sessions can be verified without published keys. The issuer may then have no key set, or an empty one. */
  optional: boolean
  log: SetLog
}

/** The keys that an identity provider publishes. Unless they are optional, the first fetch starts immediately. */
export function publishedKeys({ url, optional, log }: Options): SessionKeys {
  let last: Fetched | undefined
  function parse(text: string): Fetched {
    if (text === last?.text) return last
    last = { text, find: findIn(text) }
    if (!optional && !isUsable(text)) log.warn('the key set at SUPABASE_URL has no key that can verify sessions')
    return last
  }
  const set = publishedSet({
    ...{ setting: 'SUPABASE_URL' as const, url, parse, log },
    ...{ freshMs: FRESH_MS, keptMs: KEPT_MS, againMs: FETCH_AGAIN_MS },
    ...(optional && { absent: { text: '', find: findIn('{"keys":[]}') } }),
  })
  if (!optional) set.start()

  const look: JWTVerifyGetKey = async function look(header, token) {
    const { find } = await set.current()
    try {
      return await find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      return await (await set.latest()).find(header, token)
    }
  }
  const find: JWTVerifyGetKey = async function findOrExplain(header, token) {
    try {
      return await look(header, token)
    } catch (error) {
      throw explained(error)
    }
  }
  return { find, version: () => set.fresh()?.text, close: set.close }
}

/** A published key that cannot be read is a fault of the key server and says nothing about the token. */
function explained(error: unknown) {
  return error instanceof errors.JWKSInvalid || error instanceof DOMException ? unavailable(error) : error
}

/** @throws if the text is not a key set */
const findIn = (text: string): JWTVerifyGetKey => createLocalJWKSet(JSON.parse(text))

/** Whether the set has a key for ES256 or RS256. */
const isUsable = (text: string) => (JSON.parse(text) as JSONWebKeySet).keys.some(isForSessions)
const isForSessions = ({ kty, crv, use }: JWK) => use !== 'enc' && (kty === 'RSA' || (kty === 'EC' && crv === 'P-256'))
