import { hash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { KeyFormat } from '../config/key-format.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const PUBLIC_ID_LENGTH = 8
/** The part of the public ID that names the account's shard. */
const SHARD_LENGTH = 2
const SECRET_LENGTH = 43 // 62^43 > 2^256
const CHECKSUM_LENGTH = 6

/** A new key: the secret, which only its holder keeps, and the parts that keyward stores and shows. */
export interface ApiKey {
  /** The whole key, shown once: prefix + public ID + `_` + secret + checksum. */
  secret: string
  prefix: string
  /**
   * Eight base62 characters by which people recognize a key: the account's shard and six random ones. Neither unique nor
   * secret.
   */
  publicId: string
  last4: string
  /** SHA-256 of the whole key, 32 bytes. The database knows nothing else about the secret. */
  digest: Buffer
}

/**
 * Creates a new key with 256 bits from the CSPRNG.
 * @param shard the account's two characters; random for a key without an account
 */
export function createApiKey({ prefixes: [prefix] }: KeyFormat, shard = randomBase62(SHARD_LENGTH)): ApiKey {
  const publicId = shard + randomBase62(PUBLIC_ID_LENGTH - SHARD_LENGTH)
  const body = randomBody()
  const secret = `${prefix}${publicId}_${body}${checksum(body)}`
  return { secret, prefix, publicId, last4: secret.slice(-4), digest: sha256(secret) }
}

/** 43 base62 characters from the CSPRNG: 256 bits. */
export const randomBody = () => randomBase62(SECRET_LENGTH)

/** The source of a regular expression for a key. */
export const keyPattern = ({ prefixes }: KeyFormat) =>
  `(?:${prefixes.join('|')})[0-9A-Za-z]{${PUBLIC_ID_LENGTH}}_[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}`

/** @returns whether a string has the format of a key and its checksum matches; not whether the key exists */
export function formatTest(format: KeyFormat): (candidate: string) => boolean {
  const shape = new RegExp(`^${keyPattern(format)}$`)
  return candidate => shape.test(candidate) && endsWithChecksum(candidate)
}

/** The checksum does not cover the prefix and the public ID: those are for people. */
function endsWithChecksum(candidate: string) {
  const checksumAt = candidate.length - CHECKSUM_LENGTH
  return checksum(candidate.slice(checksumAt - SECRET_LENGTH, checksumAt)) === candidate.slice(checksumAt)
}

const ANY_PREFIX = new RegExp(`^${keyPattern({ prefixes: ['[0-9A-Za-z_]{1,20}'] })}$`)

/** @returns whether a string is a key of keyward with any prefix: perhaps one of another deployment */
export function isForeign(candidate: string): boolean {
  return ANY_PREFIX.test(candidate) && endsWithChecksum(candidate)
}

/** @returns the SHA-256 of a key or token: enough for secrets of 112 bits or more (OWASP ASVS 5.0, 6.5.2) */
export function sha256(key: string): Buffer {
  return hash('sha256', key, 'buffer')
}

/** @returns the SHA-256 of a key or token in hexadecimal, 64 digits */
export const hexDigest = (key: string) => hash('sha256', key)

/**
 * CRC32 in base62, alphabet 0-9A-Za-z, left-padded to six characters, as in GitHub's token format. It rejects a
 * mistyped or invented key without a database query.
 */
export const checksum = (body: string) => base62(crc32(body), CHECKSUM_LENGTH)

/**
 * The shard of an account, the first two characters of its keys' public IDs: CRC32 of its ID modulo 62², in base62.
 * Published in docs/operating.md, because routers outside keyward may compute it too.
 * @param account the ID that clients see: the external ID, or else the UUID in lower case
 */
export const shardOf = (account: string) => base62(crc32(account) % 62 ** SHARD_LENGTH, SHARD_LENGTH)

function base62(number: number, length: number) {
  let rest = number
  let text = ''
  for (; rest > 0; rest = Math.floor(rest / 62)) text = ALPHABET[rest % 62] + text
  return text.padStart(length, '0')
}

/** Discards bytes from 248 up: 256 is not a multiple of 62, and a plain remainder would favor some characters. */
function randomBase62(length: number) {
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += ALPHABET[byte % 62]
  }
  return text
}
