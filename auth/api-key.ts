import { hash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { KeyFormat } from '../config/key-format.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const PUBLIC_ID_LENGTH = 8
const SECRET_LENGTH = 43 // 62^43 > 2^256
const CHECKSUM_LENGTH = 6

/** A new key: the secret, which only its holder keeps, and the parts that keyward stores and shows. */
export interface ApiKey {
  /** The whole key, shown once: prefix + public ID + `_` + secret + checksum. */
  secret: string
  /** Eight base62 characters by which people recognize a key. Neither unique nor secret. */
  publicId: string
  last4: string
  /** SHA-256 of the whole key, 32 bytes. The database knows nothing else about the secret. */
  digest: Buffer
}

/** Creates a new key with 256 bits from the CSPRNG. */
export function createApiKey({ prefix }: KeyFormat): ApiKey {
  const publicId = randomBase62(PUBLIC_ID_LENGTH)
  const body = randomBase62(SECRET_LENGTH)
  const secret = `${prefix}${publicId}_${body}${checksum(body)}`
  return { secret, publicId, last4: secret.slice(-4), digest: sha256(secret) }
}

/** The source of a regular expression for a key. */
export const keyPattern = ({ prefix }: KeyFormat) =>
  `${prefix}[0-9A-Za-z]{${PUBLIC_ID_LENGTH}}_[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}`

/** @returns whether a string has the format of a key and its checksum matches; not whether the key exists */
export function formatTest(format: KeyFormat): (candidate: string) => boolean {
  const shape = new RegExp(`^${keyPattern(format)}$`)
  const secretAt = format.prefix.length + PUBLIC_ID_LENGTH + 1
  const checksumAt = secretAt + SECRET_LENGTH
  const length = checksumAt + CHECKSUM_LENGTH
  return candidate =>
    candidate.length === length &&
    shape.test(candidate) &&
    checksum(candidate.slice(secretAt, checksumAt)) === candidate.slice(checksumAt)
}

const ANY_PREFIX = new RegExp(`^[0-9A-Za-z_]{1,20}(?=[0-9A-Za-z]{${PUBLIC_ID_LENGTH}}_)`)

/** @returns whether a string is a key of keyward with any prefix: perhaps one of another deployment */
export function isForeign(candidate: string): boolean {
  const secret = candidate.slice(-SECRET_LENGTH - CHECKSUM_LENGTH)
  const body = secret.slice(0, SECRET_LENGTH)
  return ANY_PREFIX.test(candidate) && body + checksum(body) === secret
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
export function checksum(body: string) {
  let rest = crc32(body)
  let text = ''
  for (; rest > 0; rest = Math.floor(rest / 62)) text = ALPHABET[rest % 62] + text
  return text.padStart(6, '0')
}

/** Discards bytes from 248 up: 256 is not a multiple of 62, and a plain remainder would favor some characters. */
function randomBase62(length: number) {
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += ALPHABET[byte % 62]
  }
  return text
}
