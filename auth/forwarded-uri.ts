import type { IncomingHttpHeaders } from 'node:http'
import { invalidField } from '../errors.ts'

/**
 * What the request line of HTTP can hold, unencoded UTF-8 included, whose bytes are characters here, A0 among them. A
 * header that is there twice comes joined by a comma and a space (Node).
 */
const URI = /^\/[^ \t#]*$/

interface Forwarded {
  url: string
  headers: IncomingHttpHeaders
}

/**
 * Makes the reader of the URI that a client asked a gateway for.
 * @param header the one header that the gateway passes it in; without one, the gateway (Envoy) asks for that URI
 * itself, behind a prefix. Only the query is read, so the prefix may stay.
 * @returns a function from request to URI that throws 400 when the header is missing, malformed or there twice
 */
export function forwardedUri(header: string | undefined): (request: Forwarded) => string {
  if (header === undefined) return ({ url }) => url
  const name = header.toLowerCase()
  return function readHeader({ headers }) {
    const uri = headers[name]
    if (typeof uri !== 'string' || !URI.test(uri))
      throw invalidField(header, 'must be there once, with the path and query that the client asked for')
    return uri
  }
}
