import { connect } from 'node:net'

/** Longer than any answer may take. */
const DEADLINE_MS = 20_000

export interface Reply {
  status: number
  /** By lower-case name. */
  headers: Record<string, string>
  body: string
  /** From the connection to its end. */
  milliseconds: number
}

export interface Request {
  method?: string
  /** As it stands on the request line: nothing is encoded or cleaned on the way. */
  path: string
  /** As they stand on the wire, repeats included. */
  headers?: readonly (readonly [name: string, value: string])[]
  body?: string | Buffer
}

/** The lines of a request, as bytes that no library would send. */
export const head = (line: string, ...headers: string[]) => `${[line, ...headers].join('\r\n')}\r\n\r\n`

/** The bytes of a request, as it is: nothing is checked or completed but Host, length and connection. */
export function toBytes({ method = 'GET', path, headers = [], body }: Request): Buffer {
  const given = new Set(headers.map(([name]) => name.toLowerCase()))
  const all: (readonly [string, string])[] = [...headers]
  if (!given.has('host')) all.push(['Host', 'keyward.test'])
  if (body !== undefined && !given.has('content-length') && !given.has('transfer-encoding'))
    all.push(['Content-Length', String(Buffer.byteLength(body))])
  if (!given.has('connection')) all.push(['Connection', 'close'])
  const head = `${method} ${path} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body ?? '')])
}

/**
 * Sends bytes over a socket of their own and reads until the server closes it.
 * @param drip what follows, one piece each 500 ms
 */
export function exchange(port: number, bytes: Buffer | string, drip: Iterable<string> = []): Promise<Reply> {
  const start = performance.now()
  const socket = connect(port, '127.0.0.1')
  const pieces = drip[Symbol.iterator]()
  const timer = setInterval(() => {
    const { value } = pieces.next()
    if (value !== undefined && socket.writable) socket.write(value)
  }, 500)
  const chunks: Buffer[] = []
  socket.on('data', chunk => chunks.push(chunk))
  // The server may close while we are still writing: what it had said before that counts.
  socket.on('error', () => {})
  socket.write(bytes)
  const deadline = setTimeout(() => socket.destroy(), DEADLINE_MS)
  return new Promise(resolve =>
    socket.on('close', () => {
      clearInterval(timer)
      clearTimeout(deadline)
      resolve({ ...parse(Buffer.concat(chunks).toString('utf8')), milliseconds: performance.now() - start })
    }),
  )
}

/** @param text all that came back; answers such as 100 Continue come before the one that counts */
function parse(text: string): Omit<Reply, 'milliseconds'> {
  if (text.startsWith('HTTP/1.1 1')) return parse(text.slice(text.indexOf('\r\n\r\n') + 4))
  const end = text.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = Object.fromEntries(
    lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  return { status: Number(statusLine.split(' ')[1]), headers, body: text.slice(end + 4) }
}
