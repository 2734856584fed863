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
      done(null, new Pieces(payload, queue))
    })
  },
  { name: 'downloads', fastify: '5.x' },
)

/** The downloads whose connections can take another piece. */
class Queue {
  readonly #waiting = new Set<Pieces>()
  #isScheduled = false

  add(download: Pieces) {
    this.#waiting.add(download)
    this.#schedule()
  }

  delete(download: Pieces) {
    this.#waiting.delete(download)
  }

  #schedule() {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => this.#sendSome())
  }

  #sendSome() {
    this.#isScheduled = false
    let left = PIECES_PER_TICK
    for (const download of this.#waiting) {
      if (left-- === 0) break
      this.#waiting.delete(download)
      download.sendPiece()
    }
    if (this.#waiting.size > 0) this.#schedule()
  }
}

/** The bytes of one download. It ends with its connection, and holds nothing that must be closed. */
class Pieces extends Readable {
  #sent = 0
  readonly #bytes: Buffer
  readonly #queue: Queue

  constructor(bytes: Buffer, queue: Queue) {
    super({ highWaterMark: PIECE_BYTES })
    this.#bytes = bytes
    this.#queue = queue
  }

  override _read() {
    this.#queue.add(this)
  }

  sendPiece() {
    const piece = this.#bytes.subarray(this.#sent, this.#sent + PIECE_BYTES)
    this.#sent += piece.length
    this.push(piece)
    if (this.#sent === this.#bytes.length) this.push(null)
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void) {
    this.#queue.delete(this)
    done(error)
  }
}
