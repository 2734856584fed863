import fp from 'fastify-plugin'

/**
 * Tells clients in time that their connection is ending: Fastify does so for requests that arrive while it closes, and
 * this plugin for those already in flight, whose clients would otherwise send their next request into a closed socket.
 */
export default fp(
  async function closing(app) {
    let isClosing = false
    app.addHook('preClose', async () => {
      isClosing = true
    })
    app.addHook('onSend', function endConnection(_request, reply, payload, done) {
      if (isClosing) reply.header('connection', 'close')
      done(null, payload)
    })
  },
  { name: 'closing', fastify: '5.x' },
)
