import { Readable } from 'node:stream'
import fp from 'fastify-plugin'

/** Pieces of files, of 64 kB each, that are sent before everything else gets a turn: a millisecond or two. */
const PIECES_A_TURN = 4

/** Sends a scope's files piece by piece, with other requests in between, however many clients want one at once. */
export default fp(
  async function pacing(app) {
    const waiting: (() => void)[] = []

    function next() {
      for (const begin of waiting.splice(0, PIECES_A_TURN)) begin()
      if (waiting.length > 0) setImmediate(next)
    }

    function turn() {
      if (waiting.length === 0) setImmediate(next)
      return new Promise<void>(resolve => waiting.push(resolve))
    }

    async function* pieces(file: Readable) {
      for await (const piece of file) {
        await turn()
        yield piece
      }
    }

    app.addHook('onSend', function pace(_request, _reply, payload, done) {
      done(null, payload instanceof Readable ? Readable.from(pieces(payload), { objectMode: false }) : payload)
    })
  },
  { name: 'pacing', fastify: '5.x' },
)
