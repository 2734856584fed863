import { hash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { KEY_PREFIX } from '../schemas/credentials.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const PUBLIC_ID_LENGTH = 8
const SECRET_LENGTH = 43 // 62^43 > 2^256
const SHAPE = new RegExp(`^${KEY_PREFIX}[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$`)
const LENGTH = 66

/** What is stored and shown of a key whose secret is known only to its holder. */
export interface ApiKey {
  /** The whole key, shown once: `sk_live_` + public id + `_` + secret + checksum. */
  secret: string
  /** Eight base62 characters that people recognise a key by; neither unique nor secret. */
  publicId: string
  last4: string
  /** SHA-256 of the whole key, 32 bytes: all that the database knows of the secret. */
  digest: Buffer
}

/** Makes a new key with 256 bits from the CSPRNG. */
export function createApiKey(): ApiKey {
  const publicId = randomBase62(PUBLIC_ID_LENGTH)
  const body = randomBase62(SECRET_LENGTH)
  const secret = `${KEY_PREFIX}${publicId}_${body}${checksum(body)}`
  return { secret, publicId, last4: secret.slice(-4), digest: sha256(secret) }
}

/** Whether a string is shaped like one of our keys and its checksum fits; says nothing of whether the key exists. */
export function isWellFormed(candidate: string) {
  return (
    candidate.length === LENGTH && SHAPE.test(candidate) && checksum(candidate.slice(17, 60)) === candidate.slice(60)
  )
}

/** @returns the SHA-256 of a key or token. A plain hash is right for secrets of 112 bits and more (OWASP ASVS 5.0, 6.5.2). */
export function sha256(key: string): Buffer {
  return hash('sha256', key, 'buffer')
}

/**
 * CRC32 in base62, alphabet 0-9A-Za-z, left-padded to six characters: GitHub's token format, so that a typing
 * error or a made-up key is refused without asking the database.
 */
export function checksum(body: string) {
  let rest = crc32(body)
  let text = ''
  for (; rest > 0; rest = Math.floor(rest / 62)) text = ALPHABET[rest % 62] + text
  return text.padStart(6, '0')
}

/** Bytes from 248 up are thrown away: 256 is no multiple of 62, and a plain remainder would favour some characters. */
function randomBase62(length: number) {
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += ALPHABET[byte % 62]
  }
  return text
}
