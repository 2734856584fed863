import { createLocalJWKSet, errors, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from 'jose'
import { unavailable } from '../errors.ts'
import { publishedSet, type SetLog, type SetOptions } from './published-set.ts'

/** A removed key is trusted for at most this long while the key server responds. */
const FRESH_MS = 600_000
/** If the key server is unavailable, the last valid set is used for this much longer. */
const KEPT_MS = 3_600_000
/** A key that the set lacks may be new, so the set is fetched again, at most once in this time. */
const FETCH_AGAIN_MS = 1_000
/** For a document or key set of a provider that the operator has chosen. Real ones have a few kB. */
const MOST_BYTES = 100_000

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
  /** The setting that names the address, for the log. */
  setting?: SetOptions<unknown>['setting'] | undefined
  /** See auth/fetch-set.ts. */
  locate?: ((document: string) => URL) | undefined
  /** Whether sessions can be verified without published keys. The issuer may then have no key set, or an empty one. */
  optional: boolean
  log: SetLog
}

/** The keys that an identity provider publishes. Unless they are optional, the first fetch starts immediately. */
export function publishedKeys({ url, setting = 'SUPABASE_URL', locate, optional, log }: Options): SessionKeys {
  const isSupabase = setting === 'SUPABASE_URL'
  let last: Fetched | undefined
  function parse(text: string): Fetched {
    if (text === last?.text) return last
    last = { text, find: findIn(text) }
    if (!optional && !isUsable(text, isSupabase ? ['P-256'] : ['P-256', 'Ed25519']))
      log.warn(`the key set at ${setting} has no key that can verify sessions`)
    return last
  }
  const set = publishedSet({
    ...{ setting, url, locate, parse, log, mostBytes: isSupabase ? undefined : MOST_BYTES },
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

/** Whether the set has a key for one of the algorithms in auth/session-token.ts. */
const isUsable = (text: string, curves: unknown[]) =>
  (JSON.parse(text) as JSONWebKeySet).keys.some(
    ({ kty, crv, use }: JWK) => use !== 'enc' && (kty === 'RSA' || curves.includes(crv)),
  )
