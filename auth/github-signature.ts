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

/** GitHub's public keys, fetched when one is needed that is not known, at most once a minute. The last good set is kept. */
export class GithubKeys {
  readonly #url: string
  #keys = new Map<string, KeyObject>()
  #fetching: Promise<void> | undefined
  #nextFetch = Number.NEGATIVE_INFINITY
  #goodUntil = Number.NEGATIVE_INFINITY
  #problem: unknown

  /** @param url where the set is published, as GitHub publishes it */
  constructor(url: string) {
    this.#url = url
  }

  /** @returns undefined if the present set has no such key @throws 503 if the present set is not to be had */
  async find(id: string): Promise<KeyObject | undefined> {
    const isDue = !this.#keys.has(id) || performance.now() > this.#goodUntil
    if (isDue) await this.#fetch()
    const key = this.#keys.get(id)
    if (!key && this.#problem !== undefined) throw unavailable(this.#problem)
    return key
  }

  async #fetch() {
    if (!this.#fetching && performance.now() < this.#nextFetch) return
    this.#fetching ??= this.#read().finally(() => {
      this.#fetching = undefined
    })
    await this.#fetching
  }

  async #read() {
    this.#nextFetch = performance.now() + NEXT_FETCH_MS
    try {
      const response = await fetch(this.#url, { signal: AbortSignal.timeout(FETCH_MS) })
      if (!response.ok) throw new Error(`the address of the keys answered ${response.status}`)
      this.#keys = keysOf((await response.json()) as KeySet)
      this.#goodUntil = performance.now() + GOOD_FOR_MS
      this.#problem = undefined
    } catch (error) {
      this.#problem = error
    }
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
