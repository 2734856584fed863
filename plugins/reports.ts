import fp from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyRequest {
    /** Ends the turn of a report of leaks. */
    endTurn: () => void
  }
}

/**
 * Reads and handles a scope's reports one at a time, once their bodies are here: to read a thousand credentials takes
 * milliseconds, in which nobody else is served.
 */
export default fp(
  async function reports(app) {
    app.decorateRequest('endTurn', () => {})
    app.removeContentTypeParser('application/json')
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
      app.reportTurns.take().then(end => {
        request.endTurn = end
        app.parseBody(request, body, done)
      }, done)
    })
    app.addHook('onSend', async request => request.endTurn())
  },
  { name: 'reports', fastify: '5.x', dependencies: ['validation', 'leaks'] },
)
