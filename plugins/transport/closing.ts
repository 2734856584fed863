import fp from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyInstance {
    /** Makes every response from now on end its connection, so that clients leave before it is closed. */
    sendClientsAway(): void
  }
}

/**
 * Announces to clients that their connection is ending. Otherwise they would send their next request into a closed
 * socket.
 */
export default fp(
  async function closing(app) {
    let isClosing = false
    app.decorate('sendClientsAway', () => {
      isClosing = true
    })
    app.addHook('preClose', async () => app.sendClientsAway())
    app.addHook('onSend', function endConnection(_request, reply, payload, done) {
      if (isClosing) reply.header('connection', 'close')
      done(null, payload)
    })
  },
  { name: 'closing', fastify: '5.x' },
)
