import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { unavailable } from '../errors.ts'

/** How long one fetch may take, how soon the next may begin, and when a set is looked at again though it is good. */
const FETCH_MS = 900
const NEXT_FETCH_MS = 60_000
const GOOD_FOR_MS = 3_600_000
const CURVE = 'prime256v1'

/**
 * Whether a body was signed with a key: ECDSA on P-256 with SHA-256, over the raw bytes (docs.github.com, "Secret
 * scanning partner program"). @param signature base64 of the DER form
 */
export const isSigned = (body: Buffer, signature: string, key: KeyObject) =>
  verify('sha256', body, key, Buffer.from(signature, 'base64'))

export interface GithubKeys {
  /** @returns undefined if the present set has no such key @throws 503 if the present set is not to be had */
  find(id: string): Promise<KeyObject | undefined>
}

/**
 * GitHub's public keys, fetched when one is needed that is not known, at most once a minute. The last good set is kept.
 * @param url where the set is published, as GitHub publishes it
 */
export function githubKeys(url: string): GithubKeys {
  let keys = new Map<string, KeyObject>()
  let reading: Promise<void> | undefined
  let [nextFetch, goodUntil] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let problem: unknown

  async function read() {
    nextFetch = performance.now() + NEXT_FETCH_MS
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) })
      if (!response.ok) throw new Error(`the address of the keys answered ${response.status}`)
      keys = keysOf((await response.json()) as KeySet)
      goodUntil = performance.now() + GOOD_FOR_MS
      problem = undefined
    } catch (error) {
      problem = error
    }
  }

  /** Whoever comes while a fetch is under way waits for that one. */
  async function refresh() {
    if (!reading && performance.now() < nextFetch) return
    reading ??= read().finally(() => {
      reading = undefined
    })
    await reading
  }

  return {
    async find(id) {
      if (!keys.has(id) || performance.now() > goodUntil) await refresh()
      const key = keys.get(id)
      if (!key && problem !== undefined) throw unavailable(problem)
      return key
    },
  }
}

interface KeySet {
  public_keys: { key_identifier: string; key: string }[]
}

/** @throws if this is no such set; a set without a key of the right kind is none either */
function keysOf({ public_keys }: KeySet) {
  const keys = public_keys.map(({ key_identifier, key }) => [key_identifier, createPublicKey(key)] as const)
  const right = keys.filter(([, key]) => key.asymmetricKeyDetails?.namedCurve === CURVE)
  if (right.length === 0) throw new Error('the set has no key on P-256')
  return new Map(right)
}
