/** The user name and password in a Basic Authorization header (RFC 7617, 2). */
export interface Basic {
  user: string
  password: string
}

/** RFC 7235's token68 without the characters that base64 lacks. Some clients leave out the padding. */
const CREDENTIALS = /^basic[ \t]+([A-Za-z0-9+/]+={0,2})[ \t]*$/i

/** @returns undefined for another scheme, for what is not base64, and for text without a colon */
export function basicOf(authorization: string): Basic | undefined {
  const encoded = CREDENTIALS.exec(authorization)?.[1]
  if (encoded === undefined || encoded.replace(/=+$/, '').length % 4 === 1) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon === -1 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
