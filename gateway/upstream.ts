import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

/** A request as it arrived from the gateway. */
export interface Received {
  method: string | undefined
  url: string | undefined
  /** Alternating names and values, as received. */
  rawHeaders: string[]
  body: string
}

/** A stand-in for the protected API, which responds to every request with a copy of it. @param record called for each */
export function createUpstream(record?: (received: Received) => void) {
  return createServer(async function echo(request, response) {
    const { method, url, rawHeaders } = request
    const received = { method, url, rawHeaders, body: await text(request) }
    record?.(received)
    // The tests check that clients get keyward's limit and not the API's.
    response.writeHead(200, { 'content-type': 'application/json', 'x-ratelimit-limit': 'of the upstream' })
    response.end(`${JSON.stringify(received, null, 2)}\n`)
  })
}
