import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { publishedSet, type SetLog } from '../auth/published-set.ts'

/** A key that GitHub has removed is trusted for at most this long, and longer only while GitHub does not respond. */
const FRESH_MS = 3_600_000
const KEPT_MS = 86_400_000
/** GitHub allows 60 requests per hour without a token. */
const FETCH_AGAIN_MS = 60_000
const CURVE = 'prime256v1'

/**
 * Whether a body was signed with a key: ECDSA on P-256 with SHA-256, over the raw bytes (docs.github.com, "Secret
 * scanning partner program"). @param signature base64 of the DER form
 */
export const isSigned = (body: Buffer, signature: string, key: KeyObject) =>
  verify('sha256', body, key, Buffer.from(signature, 'base64'))

export interface GithubKeys {
  /** @returns undefined if the set has no such key @throws 503 if the set cannot be fetched */
  find(id: string): Promise<KeyObject | undefined>
  close(): void
}

/**
 * GitHub's public keys. If the set lacks a key, it is fetched again, at most once per minute.
 * @param url the address of a set in GitHub's format
 */
export function githubKeys(url: string, log: SetLog): GithubKeys {
  const set = publishedSet({
    ...{ setting: 'GITHUB_KEYS_URL' as const, url, log },
    parse: text => keysOf(JSON.parse(text)),
    ...{ freshMs: FRESH_MS, keptMs: KEPT_MS, againMs: FETCH_AGAIN_MS },
  })
  set.start()
  return {
    find: async id => (await set.current()).get(id) ?? (await set.latest()).get(id),
    close: set.close,
  }
}

interface GithubKeySet {
  public_keys: { key_identifier: string; key: string }[]
}

/** @throws if this is not a set of keys, or has no key on P-256 */
function keysOf({ public_keys }: GithubKeySet) {
  const keys = public_keys.map(({ key_identifier, key }) => [key_identifier, createPublicKey(key)] as const)
  const right = keys.filter(([, key]) => key.asymmetricKeyDetails?.namedCurve === CURVE)
  if (right.length === 0) throw new Error('the set has no key on P-256')
  return new Map(right)
}
