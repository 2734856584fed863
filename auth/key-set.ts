import { setTimeout as sleep } from 'node:timers/promises'
import { createRemoteJWKSet, customFetch, errors, type JWK, type JWTVerifyGetKey } from 'jose'
import { unavailable } from '../errors.ts'

const KEY_SERVER_TIMEOUT_MS = 900
/** A key that is not in the set may be a new one: the set is fetched again, but no more often than this. */
const FETCH_AGAIN_MS = 1_000

export interface KeySet {
  /** Finds the key of a token. @throws jose's JWKSNoMatchingKey if a set fetched after the call lacks it; 503 */
  find: JWTVerifyGetKey
  /** Stands for the keys of the set, to be compared; undefined if they may no longer be trusted without a fetch. */
  version(): unknown
}

/**
 * The keys that an identity provider publishes, fetched when they are needed, and again after ten minutes.
 * @param warn is told, once, if none of them can verify a session
 */
export function publishedKeys(url: URL, warn: (message: string) => void): KeySet {
  let published: string | undefined
  async function fetchText(url: string, options: RequestInit) {
    const text = await fetchKeys(url, options)
    if (text !== published && !isUsable(text)) warn('the key set at SUPABASE_URL has no key that can verify sessions')
    published = text
    return new Response(text)
  }
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: KEY_SERVER_TIMEOUT_MS,
    cooldownDuration: Number.POSITIVE_INFINITY, // ours is below
    [customFetch]: fetchText,
  })
  const fetchAgain = seldom(keys.reload)
  const find: JWTVerifyGetKey = (header, token) =>
    keys(header, token).catch(async error => {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      await fetchAgain()
      return keys(header, token)
    })
  return { find, version: () => (keys.fresh ? published : undefined) }
}

/** @returns a function that resolves once the task was run after the call: for all who call meanwhile, once */
function seldom(task: () => Promise<void>) {
  let begun = Number.NEGATIVE_INFINITY
  let next: Promise<void> | undefined
  async function run() {
    await sleep(Math.max(0, begun + FETCH_AGAIN_MS - performance.now()))
    next = undefined
    begun = performance.now()
    await task()
  }
  return () => {
    next ??= run()
    return next
  }
}

/** Turns a failed fetch into a 503 here, where it cannot be confused with jose's own bare TypeErrors about a token. */
async function fetchKeys(url: string, options: RequestInit) {
  try {
    const response = await fetch(url, options)
    if (response.ok) return await response.text()
    throw new Error(`the key server answered ${response.status}`)
  } catch (error) {
    throw unavailable(error)
  }
}

/** Whether any of the keys is for ES256 or RS256. What is no key set at all is an error elsewhere. */
function isUsable(text: string) {
  try {
    const { keys } = JSON.parse(text) as { keys: JWK[] }
    return keys.some(({ kty, crv, use }) => use !== 'enc' && (kty === 'RSA' || (kty === 'EC' && crv === 'P-256')))
  } catch {
    return true
  }
}
