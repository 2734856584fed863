import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Test } from 'tap'

/**
 * The network between the instances and the database. While it is silent nothing passes and nobody is told, as when
 * packets are dropped; what was on its way arrives when it is mended, the end of a connection included, as TCP sends
 * it again.
 */
export class Line {
  readonly port: number
  readonly #sockets = new Set<Socket>()
  #isSilent = false

  private constructor(port: number) {
    this.port = port
  }

  /** @param to the port of the database */
  static async open(t: Test, to: number): Promise<Line> {
    const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const line = new Line((server.address() as AddressInfo).port)
    server.on('connection', near => {
      const far = connect(to, '127.0.0.1')
      line.#carry(near, far)
      line.#carry(far, near)
    })
    t.teardown(() => {
      server.close()
      for (const socket of line.#sockets) socket.destroy()
    })
    return line
  }

  #carry(from: Socket, to: Socket) {
    this.#sockets.add(from)
    from.setNoDelay(true)
    from.on('data', bytes => to.write(bytes))
    from.on('error', () => {})
    from.on('close', () => {
      this.#sockets.delete(from)
      to.end()
    })
    if (this.#isSilent) from.pause()
    else from.resume()
  }

  drop() {
    this.#isSilent = true
    for (const socket of this.#sockets) socket.pause()
  }

  mend() {
    this.#isSilent = false
    for (const socket of this.#sockets) socket.resume()
  }
}
