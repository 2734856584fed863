import type { IncomingHttpHeaders } from 'node:http'
import { invalidField } from '../errors.ts'

/**
 * The URIs that an HTTP request line can contain, including unencoded UTF-8. Each byte is one character here, including
 * 0xA0, which `\s` would match. Node joins repeated headers with a comma and a space, which does not match.
 */
const URI = /^\/[^ \t#]*$/

interface Forwarded {
  url: string
  headers: IncomingHttpHeaders
}

/**
 * Creates a function that reads the URI that a client requested from a gateway.
 * @param header the only header in which the gateway sends it; if undefined, the gateway (Envoy) requests that URI
 *   itself, below a prefix. Only the query is read, so the prefix does not matter.
 * @returns a function from request to URI that throws 400 if the header is missing, malformed or repeated
 */
export function forwardedUri(header: string | undefined): (request: Forwarded) => string {
  if (header === undefined) return ({ url }) => url
  const name = header.toLowerCase()
  return function readHeader({ headers }) {
    const uri = headers[name]
    if (typeof uri !== 'string' || !URI.test(uri))
      throw invalidField(header, 'must be sent exactly once, with the path and query that the client requested')
    return uri
  }
}
