import { checksum, randomBody, sha256 } from './api-key.ts'

/**
 * The secrets of portal sessions. The code in a link becomes the cookie of the page; an element has a token from the
 * start. Each kind is accepted in its own place only.
 */
const PREFIXES = { code: 'kwcode_', cookie: 'kwsession_', token: 'kwtoken_' } as const
export type PortalSecretKind = keyof typeof PREFIXES

export interface PortalSecret {
  secret: string
  /** SHA-256 of the secret, 32 bytes. The database knows nothing else about it. */
  digest: Buffer
}

/** Creates a secret with 256 bits from the CSPRNG. */
export function createPortalSecret(kind: PortalSecretKind): PortalSecret {
  const body = randomBody()
  const secret = `${PREFIXES[kind]}${body}${checksum(body)}`
  return { secret, digest: sha256(secret) }
}

/** @returns undefined if the text is not a secret of this kind. The checksum spares the database invented ones */
export function portalDigest(kind: PortalSecretKind, text: string): Buffer | undefined {
  const [, body, sum] = SHAPE.exec(text.startsWith(PREFIXES[kind]) ? text.slice(PREFIXES[kind].length) : '') ?? []
  return body !== undefined && checksum(body) === sum ? sha256(text) : undefined
}

const SHAPE = /^([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/

/** Whether a bearer token is one of a portal session, valid or not. */
export const isPortalToken = (token: string) => token.startsWith(PREFIXES.token)
