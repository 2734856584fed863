import type { Socket } from 'node:net'
import fp from 'fastify-plugin'

/** How long a client may read nothing of a response, or less than a piece of 64 kB. */
const STALLED_MS = 12_000
const SWEEP_MS = 1_000

/**
 * Ends the connections of clients that do not read their responses. Node's own limit counts bytes handed to the system
 * as progress, and so lets such clients live twice as long.
 */
export default fp(
  async function stalled(app) {
    const connections = new Map<Socket, { sent: number; since: number }>()

    function sweep() {
      const now = performance.now()
      for (const [socket, progress] of connections) {
        const sent = socket.bytesWritten - socket.writableLength
        if (socket.writableLength === 0 || sent !== progress.sent) connections.set(socket, { sent, since: now })
        else if (now - progress.since >= STALLED_MS) socket.destroy()
      }
    }

    app.server.on('connection', (socket: Socket) => {
      connections.set(socket, { sent: 0, since: performance.now() })
      socket.once('close', () => connections.delete(socket))
    })
    const timer = setInterval(sweep, SWEEP_MS).unref()
    app.addHook('onClose', async () => clearInterval(timer))
  },
  { name: 'stalled', fastify: '5.x' },
)
