import { Connection, type Place } from './connection.ts'
import { parse, type Reply } from './reply.ts'

/** Longer than any answer may take. */
const DEADLINE_MS = 30_000
const DRIP_MS = 500

export interface Request {
  method?: string
  /** The request target, sent without encoding or cleaning. */
  path: string
  /** The headers, sent as they are, including repeats. */
  headers?: readonly (readonly [name: string, value: string])[]
  body?: string | Buffer
}

export interface Ask {
  method?: string
  headers?: Record<string, string | readonly string[]>
  /** The person whose session is sent, if any. */
  cookie?: string
  /** An API key, presented as a bearer. */
  key?: string
  /** Text is sent unchanged, any other value as JSON. */
  body?: unknown
  localAddress?: string
}

/** Sends one valid request on a new connection. @throws if no complete response arrives */
export async function ask(place: Place, path: string, { localAddress, ...options }: Ask = {}): Promise<Reply> {
  const reply = await exchange(place, toBytes(toRequest(path, options), hostOf(place)), { localAddress })
  const announced = options.method === 'HEAD' ? 0 : Number(reply.headers['content-length'] ?? 0)
  if (Number.isNaN(reply.status) || Buffer.byteLength(reply.body) < announced)
    throw new Error(`no whole answer to ${options.method ?? 'GET'} ${path}`)
  return reply
}

function toRequest(path: string, { method = 'GET', headers = {}, cookie, key, body }: Ask): Request {
  const isJson = body !== undefined && typeof body !== 'string'
  const all = {
    ...(cookie && { Cookie: cookie }),
    ...(key && { Authorization: `Bearer ${key}` }),
    ...(isJson && { 'Content-Type': 'application/json' }),
    ...headers,
  }
  const pairs = Object.entries(all).flatMap(([name, values]) => [values].flat().map(value => [name, value] as const))
  return { method, path, headers: pairs, ...(body !== undefined && { body: isJson ? JSON.stringify(body) : body }) }
}

/** The lines of a request, as bytes that no library would send. */
export const head = (line: string, ...headers: string[]) => `${[line, ...headers].join('\r\n')}\r\n\r\n`

/** The bytes of a request. Only Host, length and connection are added, and nothing is checked. */
export function toBytes({ method = 'GET', path, headers = [], body }: Request, host = 'keyward.test'): Buffer {
  const given = new Set(headers.map(([name]) => name.toLowerCase()))
  const all: (readonly [string, string])[] = [...headers]
  if (!given.has('host')) all.push(['Host', host])
  if (body !== undefined && !given.has('content-length') && !given.has('transfer-encoding'))
    all.push(['Content-Length', String(Buffer.byteLength(body))])
  if (!given.has('connection')) all.push(['Connection', 'close'])
  const lines = `${method} ${path} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return Buffer.concat([Buffer.from(lines, 'latin1'), Buffer.from(body ?? '')])
}

interface Exchange {
  /** Further pieces, one every 500 ms. */
  drip?: Iterable<string> | undefined
  localAddress?: string | undefined
}

/** Sends bytes over a new connection and reads until the server closes it. */
export async function exchange(place: Place, bytes: Buffer | string, { drip = [], localAddress }: Exchange = {}) {
  const start = performance.now()
  const connection = new Connection(place, localAddress)
  connection.send(bytes)
  const pieces = drip[Symbol.iterator]()
  const timer = setInterval(() => {
    const { value } = pieces.next()
    if (value !== undefined) connection.send(value)
  }, DRIP_MS)
  const deadline = setTimeout(() => connection.socket.destroy(), DEADLINE_MS)
  await connection.closed
  clearInterval(timer)
  clearTimeout(deadline)
  return { ...parse(connection.heard), milliseconds: performance.now() - start }
}

const hostOf = (place: Place) =>
  'url' in place ? new URL(place.url).host : 'port' in place ? `127.0.0.1:${place.port}` : 'localhost'
