import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

/** A request as it arrived behind the gateway. */
export interface Received {
  method: string | undefined
  url: string | undefined
  /** Names and values in turn, as they came. */
  rawHeaders: string[]
  body: string
}

/** A stand-in for the protected API: answers every request with what arrived. @param record told of each */
export function createUpstream(record?: (received: Received) => void) {
  return createServer(async function echo(request, response) {
    const { method, url, rawHeaders } = request
    const received = { method, url, rawHeaders, body: await text(request) }
    record?.(received)
    // A rate limit of its own must not be taken for keyward's.
    response.writeHead(200, { 'content-type': 'application/json', 'x-ratelimit-limit': 'of the upstream' })
    response.end(`${JSON.stringify(received, null, 2)}\n`)
  })
}
