import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 20

/** The address of a server: a URL, a port of loopback, or the path of a Unix socket. */
export type Place = { url: string } | { port: number } | { socketPath: string }

/** A connection, and everything received over it. */
export class Connection {
  readonly socket: Socket
  readonly closed: Promise<void>
  readonly #chunks: Buffer[] = []

  constructor(place: Place, localAddress?: string) {
    this.socket = connect({ ...addressOf(place), ...(localAddress && { localAddress }) })
    this.socket.on('data', chunk => this.#chunks.push(chunk))
    // The server may close while the client is still writing. What it sent before that counts.
    this.socket.on('error', () => {})
    this.closed = new Promise(resolve => this.socket.on('close', () => resolve()))
  }

  /** An established connection. */
  static async open(place: Place) {
    const connection = new Connection(place)
    await once(connection.socket, 'connect')
    return connection
  }

  get heard() {
    return Buffer.concat(this.#chunks)
  }

  send(bytes: Buffer | string) {
    if (this.socket.writable) this.socket.write(bytes)
  }

  /** Waits for data. @returns everything received by then, or by the end of the connection */
  async received(pattern: RegExp): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const look = () => pattern.test(this.heard.toString()) && resolve()
    look()
    this.socket.on('data', look)
    await Promise.race([promise, this.closed])
    this.socket.off('data', look)
    return this.heard.toString()
  }
}

/** Waits until a server accepts no connections any more. */
export async function untilRefused(place: Place) {
  while (
    await Connection.open(place).then(
      connection => connection.socket.destroy(),
      () => false,
    )
  )
    await sleep(POLL_MS)
}

function addressOf(place: Place) {
  if ('socketPath' in place) return { path: place.socketPath }
  const { hostname, port } = new URL('url' in place ? place.url : `http://127.0.0.1:${place.port}`)
  return { host: hostname, port: Number(port) }
}
