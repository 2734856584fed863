import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { publishedSet, type SetLog } from '../auth/published-set.ts'

/** A removed key is trusted for this long at most, as long as GitHub answers; after that, only while it is away. */
const FRESH_MS = 3_600_000
const KEPT_MS = 86_400_000
/** GitHub answers 60 requests an hour without a token. */
const FETCH_AGAIN_MS = 60_000
const CURVE = 'prime256v1'

/**
 * Whether a body was signed with a key: ECDSA on P-256 with SHA-256, over the raw bytes (docs.github.com, "Secret
 * scanning partner program"). @param signature base64 of the DER form
 */
export const isSigned = (body: Buffer, signature: string, key: KeyObject) =>
  verify('sha256', body, key, Buffer.from(signature, 'base64'))

export interface GithubKeys {
  /** @returns undefined if the set has no such key @throws 503 if the set is not to be had */
  find(id: string): Promise<KeyObject | undefined>
  close(): void
}

/**
 * GitHub's public keys, fetched again when one is needed that the set lacks, at most once a minute.
 * @param url where the set is published, as GitHub publishes it
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

interface KeySet {
  public_keys: { key_identifier: string; key: string }[]
}

/** @throws if this is not such a set, or has no key of the right kind */
function keysOf({ public_keys }: KeySet) {
  const keys = public_keys.map(({ key_identifier, key }) => [key_identifier, createPublicKey(key)] as const)
  const right = keys.filter(([, key]) => key.asymmetricKeyDetails?.namedCurve === CURVE)
  if (right.length === 0) throw new Error('the set has no key on P-256')
  return new Map(right)
}
