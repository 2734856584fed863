import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Test } from 'tap'

/** A message of PostgreSQL's protocol (manual, chapter 55.7). */
export interface Message {
  /** Which connection it is on, from 0 on. */
  connection: number
  from: 'client' | 'server'
  /** Its first byte; the first message of a client has none. */
  type: string
  /** Read when it is asked for: most messages pass unread. */
  readonly text: string
}

type Origin = Pick<Message, 'connection' | 'from'>

/** Returns what to wait for before a message, and those behind it, are passed on. */
type Hold = (message: Message) => Promise<unknown> | undefined

/**
 * A connection to PostgreSQL whose messages can be late. A late message arrives even after its sender has disconnected,
 * as on a real network.
 */
export class SlowLink {
  readonly url: string
  hold: Hold = () => undefined
  #to: URL

  private constructor(url: string, to: URL) {
    this.url = url
    this.#to = to
  }

  /** Opens a link to the database at an address, until the test ends. */
  static async open(t: Test, to: string) {
    const sockets = new Set<Socket>()
    let opened = 0
    const server = createServer(near => {
      const far = connect(Number(link.#to.port), link.#to.hostname)
      for (const socket of [near, far]) {
        sockets.add(socket)
        socket.on('error', () => {})
        socket.on('close', () => sockets.delete(socket))
      }
      const connection = opened++
      link.#carry({ connection, from: 'client' }, near, far)
      link.#carry({ connection, from: 'server' }, far, near)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = new URL(to)
    url.port = String((server.address() as AddressInfo).port)
    const link = new SlowLink(url.href, new URL(to))
    t.teardown(() => {
      server.close()
      for (const socket of sockets) socket.destroy()
    })
    return link
  }

  /**
   * Forwards nothing, as when packets are dropped: neither side is notified. @returns a function that restores the link
   */
  cut() {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.hold = () => promise
    return () => {
      this.hold = () => undefined
      resolve()
    }
  }

  /** Redirects new connections to another server. */
  lead(to: string) {
    this.#to = new URL(to)
  }

  #carry(origin: Origin, source: Socket, sink: Socket) {
    const cut = messageCutter(origin)
    let last: Promise<unknown> = Promise.resolve()
    let waiting = 0
    /** Messages keep their order: one behind a late message waits until that has been passed on. */
    const pass = (message: Message, raw: Buffer) => {
      const held = waiting === 0 ? this.hold(message) : last.then(() => this.hold(message))
      if (held === undefined) return void sink.write(raw)
      waiting++
      last = held.then(() => {
        waiting--
        sink.write(raw)
      })
    }
    source.setNoDelay(true)
    source.on('data', bytes => {
      sink.cork()
      for (const [message, raw] of cut(bytes)) pass(message, raw)
      sink.uncork()
    })
    source.on('close', () => {
      last = last.then(() => sink.end())
    })
  }
}

const LENGTH_BYTES = 4

/** Cuts a stream into messages. */
function messageCutter(origin: Origin) {
  let rest = Buffer.alloc(0)
  let typeBytes = origin.from === 'client' ? 0 : 1
  return function* cut(bytes: Buffer): Generator<[Message, Buffer]> {
    rest = Buffer.concat([rest, bytes])
    for (;;) {
      if (rest.length < typeBytes + LENGTH_BYTES) return
      const length = typeBytes + rest.readInt32BE(typeBytes)
      if (rest.length < length) return
      const raw = rest.subarray(0, length)
      rest = rest.subarray(length)
      const type = raw.subarray(0, typeBytes).toString()
      typeBytes = 1
      yield [
        {
          ...origin,
          type,
          get text() {
            return raw.subarray(1 + LENGTH_BYTES).toString()
          },
        },
        raw,
      ]
    }
  }
}
