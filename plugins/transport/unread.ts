import type { Socket } from 'node:net'
import fp from 'fastify-plugin'
import { awaitsResponse } from '../../http/pipelining.ts'

/** How long a response may make no progress: not a byte in either direction, or less than a piece of 64 kB. */
const TIMEOUT_MS = 12_000
const SWEEP_MS = 1_000

/**
 * Ends connections whose response makes no progress, mostly because the client does not read it. Node's own limit
 * counts bytes handed to the system as progress, so such clients could stay twice as long.
 */
export default fp(
  async function unread(app) {
    const connections = new Map<Socket, { moved: number; since: number }>()

    function sweep() {
      const now = performance.now()
      for (const [socket, progress] of connections) {
        const moved = socket.bytesRead + socket.bytesWritten - socket.writableLength
        const isDue = socket.writableLength > 0 || awaitsResponse(socket)
        if (!isDue || moved !== progress.moved) connections.set(socket, { moved, since: now })
        else if (now - progress.since >= TIMEOUT_MS) socket.destroy()
      }
    }

    app.server.on('connection', (socket: Socket) => {
      connections.set(socket, { moved: 0, since: performance.now() })
      socket.once('close', () => connections.delete(socket))
    })
    const timer = setInterval(sweep, SWEEP_MS).unref()
    app.addHook('onClose', async () => clearInterval(timer))
  },
  { name: 'unread', fastify: '5.x' },
)
