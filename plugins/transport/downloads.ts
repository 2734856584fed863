import { Readable } from 'node:stream'
import fp from 'fastify-plugin'

const PIECE_BYTES = 65_536
/** How many pieces are sent per tick of the event loop: a millisecond or two. */
const PIECES_PER_TICK = 4

/**
 * Sends a scope's files in pieces, and handles other requests between the pieces. The system may accept a whole file at
 * once, and copying it for a thousand clients in a row takes a second. Downloads share the file's bytes and hold nothing
 * else.
 */
export default fp(
  async function downloads(app) {
    const queue = new Queue()
    app.addHook('onSend', function sendInPieces({ method }, reply, payload, done) {
      if (!Buffer.isBuffer(payload) || payload.length <= PIECE_BYTES || method === 'HEAD') return done(null, payload)
      reply.header('content-length', payload.length)
      done(null, inPieces(payload, queue))
    })
  },
  { name: 'downloads', fastify: '5.x' },
)

/** Sends the next piece of a download. */
type SendPiece = () => void

/** The downloads whose connections can take another piece. */
class Queue {
  readonly #waiting = new Set<SendPiece>()
  #isScheduled = false

  add(sendPiece: SendPiece) {
    this.#waiting.add(sendPiece)
    this.#schedule()
  }

  delete(sendPiece: SendPiece) {
    this.#waiting.delete(sendPiece)
  }

  #schedule() {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => this.#sendSome())
  }

  #sendSome() {
    this.#isScheduled = false
    let left = PIECES_PER_TICK
    for (const sendPiece of this.#waiting) {
      if (left-- === 0) break
      this.#waiting.delete(sendPiece)
      sendPiece()
    }
    if (this.#waiting.size > 0) this.#schedule()
  }
}

/** The bytes of one download. It ends with its connection, and holds nothing that must be closed. */
function inPieces(bytes: Buffer, queue: Queue) {
  let sent = 0
  function sendPiece() {
    const piece = bytes.subarray(sent, sent + PIECE_BYTES)
    sent += piece.length
    stream.push(piece)
    if (sent === bytes.length) stream.push(null)
  }
  const stream = new Readable({
    highWaterMark: PIECE_BYTES,
    read: () => queue.add(sendPiece),
    destroy(error, done) {
      queue.delete(sendPiece)
      done(error)
    },
  })
  return stream
}
