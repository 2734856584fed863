import { connect, createServer, type Socket } from 'node:net'
import { freePort } from '../kit/process.ts'

/** A TCP proxy that can be cut and mended. Cutting it drops all connections and refuses new ones. */
export async function wire(to: { port: number; host: string }) {
  const port = await freePort()
  const sockets = new Set<Socket>()
  const open = () =>
    createServer(near => {
      const far = connect(to)
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(one)
        one.on('error', () => other.destroy()).on('close', () => other.destroy() && sockets.delete(one))
        one.pipe(other)
      }
    }).listen(port, '127.0.0.1')
  let server = open()
  return {
    port,
    cut() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      server = open()
    },
  }
}
