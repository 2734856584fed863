import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBodyParser, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { type Turn, Turns } from '../../limits/slot-queue.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Refuses a report that the scope's guard does not believe; undefined where it believes anybody. */
    verifyReport?: (request: FastifyRequest, body: Buffer) => Promise<void>
  }
  interface FastifyRequest {
    /** The turn of a report of leaks, once it has begun. */
    turn: Turn | null
  }
}

/** As many as one address may send in an hour. */
const MOST_WAITING = 60
/** With the lag of a turn and the time of a statement, the answer still comes within about two seconds. */
const LONGEST_WAIT_MS = 700

/**
 * Reads and handles a scope's reports one at a time, once their bodies are here: to read a thousand credentials takes
 * milliseconds, in which nobody else is served. What is not believed waits for no turn, and so takes none from others.
 * @param answerEveryMs every answer to a report that had its turn comes a multiple of this after the turn was due, so
 *   that its time tells nothing about the keys in it, nor about those in the report before it. 0: at once
 */
export default fp<{ answerEveryMs: number }>(
  async function reports(app, { answerEveryMs }) {
    const turns = new Turns(MOST_WAITING, LONGEST_WAIT_MS)

    async function begin(request: FastifyRequest, body: Buffer) {
      await app.verifyReport?.(request, body)
      request.turn = await turns.take(body.length)
    }

    app.decorateRequest('turn', null)
    app.removeContentTypeParser('application/json')
    const parseInTurn: FastifyBodyParser<Buffer> = (request, body, done) => {
      begin(request, body).then(() => app.parseBody(request, body, done), done)
    }
    app.addContentTypeParser('application/json', app.wholeBody('anybody', parseInTurn))
    app.addHook('onSend', async function answer({ turn }) {
      if (!turn) return
      turn.end()
      if (answerEveryMs > 0) await sleep(answerEveryMs - ((performance.now() - turn.due) % answerEveryMs))
    })
  },
  { name: 'reports', fastify: '5.x', dependencies: ['validation', 'leaks'] },
)
