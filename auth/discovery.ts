import { isSecure } from '../config/session-source.ts'

/**
 * Reads the address of the keys from an issuer's discovery document (OpenID Connect Discovery 1.0, 4.2 and 4.3).
 * @throws if the document is of another issuer, or the keys could be replaced on the way
 */
export function keysAddress(document: string, issuer: string): URL {
  const { issuer: named, jwks_uri: address } = read(document)
  if (named !== issuer) throw new Error('the discovery document names another issuer than SESSION_ISSUER')
  if (typeof address !== 'string' || !URL.canParse(address)) throw new Error('the discovery document has no jwks_uri')
  const url = new URL(address)
  if (!isSecure(url)) throw new Error('the jwks_uri in the discovery document is not an https address')
  return url
}

function read(document: string): { issuer?: unknown; jwks_uri?: unknown } {
  try {
    return { ...JSON.parse(document) }
  } catch {
    throw new Error('the discovery document is not JSON')
  }
}
