import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { Test } from 'tap'

interface End {
  host: string
  port: number
}

/** A network link that can be cut: nothing more arrives, and neither side is notified. */
export class Link {
  readonly #sockets = new Set<Socket>()
  #isCut = false

  /** Takes connections at one end for the other, until the test ends. */
  static async open(t: Test, from: End, to: End) {
    const link = new Link()
    const server = createServer(socket => link.#join(socket, to)).listen(from.port, from.host)
    await once(server, 'listening')
    t.teardown(() => {
      server.close()
      link.#reset()
    })
    return link
  }

  cut() {
    this.#isCut = true
  }

  /** Data sent in between stays lost: the connections are reset. */
  mend() {
    this.#isCut = false
    this.#reset()
  }

  #join(near: Socket, to: End) {
    this.#keep(near)
    if (this.#isCut) return void near.resume()
    const far = this.#keep(connect(to))
    this.#carry(near, far)
    this.#carry(far, near)
  }

  #keep(socket: Socket) {
    this.#sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => this.#sockets.delete(socket))
    return socket
  }

  #carry(from: Socket, to: Socket) {
    from.on('data', bytes => this.#isCut || to.write(bytes))
    from.on('close', () => this.#isCut || to.destroy())
  }

  #reset() {
    for (const socket of this.#sockets) socket.destroy()
  }
}
