import type { FastifyBodyParser, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { Turns } from '../enforcement/turns.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Refuses a report that the scope's guard does not believe; undefined where it believes anybody. */
    verifyReport?: (request: FastifyRequest, body: Buffer) => Promise<void>
  }
  interface FastifyRequest {
    /** Ends the turn of a report of leaks. */
    endTurn: () => void
  }
}

/** As many as one address may send in an hour. */
const MOST_WAITING = 60
/** Each may then take as long as a statement may, and the answer still comes within two seconds. */
const LONGEST_WAIT_MS = 900

/**
 * Reads and handles a scope's reports one at a time, once their bodies are here: to read a thousand credentials takes
 * milliseconds, in which nobody else is served. What is not believed waits for no turn, and so takes none from others.
 */
export default fp(
  async function reports(app) {
    const turns = new Turns(MOST_WAITING, LONGEST_WAIT_MS)

    async function begin(request: FastifyRequest, body: Buffer) {
      await app.verifyReport?.(request, body)
      return turns.take()
    }

    app.decorateRequest('endTurn', () => {})
    app.removeContentTypeParser('application/json')
    const parseInTurn: FastifyBodyParser<Buffer> = (request, body, done) => {
      begin(request, body).then(end => {
        request.endTurn = end
        app.parseBody(request, body, done)
      }, done)
    }
    app.addContentTypeParser('application/json', app.wholeBody('anybody', parseInTurn))
    app.addHook('onSend', async request => request.endTurn())
  },
  { name: 'reports', fastify: '5.x', dependencies: ['validation', 'leaks'] },
)
