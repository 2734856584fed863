import type { IncomingMessage, ServerResponse } from 'node:http'
import { finished } from 'node:stream'
import type { FastifyBodyParser, FastifyContentTypeParser, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { ApiError, invalidField, unavailable } from '../../errors.ts'
import { clientOf } from '../../http/network.ts'
import { Budget } from '../../limits/budget.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Wraps a parser of whole bodies into a content type parser, within the limits for all bodies in flight. */
    wholeBody(senders: Senders, parse: FastifyBodyParser<Buffer>): FastifyContentTypeParser
  }
  interface FastifyRequest {
    /** The raw response, so that a body's memory is released when it ends; null on routes whose schema has no body. */
    response: ServerResponse | null
  }
}

/** Whether a scope reads bodies from anyone, or only from clients whose credential has been verified. */
type Senders = 'known' | 'anyone'

const MIB = 1_048_576
/** Bytes of memory for bodies, from their arrival to the end of the response: for all together, and for each sender. */
const BOUNDS = {
  known: { most: 32 * MIB, mostEach: 8 * MIB },
  // Reports from GitHub and from the public: whether they are genuine is known only once they are complete.
  anyone: { most: 16 * MIB, mostEach: 4 * MIB },
}
/** The initial size of a body's buffer; it doubles as needed. */
const FIRST_BYTES = 4_096

/**
 * Limits the memory of all bodies in flight together, and of each sender: an account, or else a /24 or /48. A body that
 * would exceed a limit gets 503, and the rest of it is not read.
 */
export default fp(
  async function bodies(app) {
    const budgets = {
      known: new Budget(BOUNDS.known.most, BOUNDS.known.mostEach),
      anyone: new Budget(BOUNDS.anyone.most, BOUNDS.anyone.mostEach),
    }
    app.decorate('wholeBody', (senders, parse) => (request, payload, done) => {
      collect(request, payload, budgets[senders])
        .then(body => parse(request, body, done))
        .catch(done)
    })
    app.decorateRequest('response', null)
    app.addHook('onRoute', route => {
      // Other routes, such as those for gateways, ignore bodies and do not need this hook.
      if (route.schema?.body)
        route.preParsing = function keepResponse(request, reply, payload, done) {
          request.response = reply.raw
          done(null, payload)
        }
    })
  },
  { name: 'bodies', fastify: '5.x' },
)

/**
 * Reads a whole body. @throws 413 for a body above its route's limit, 503 if there is not enough memory for it, or the
 * error of its connection
 */
async function collect(request: FastifyRequest, payload: IncomingMessage, budget: Budget): Promise<Buffer> {
  const { bodyLimit } = request.routeOptions
  const announced = request.headers['content-length']
  if (Number(announced) > bodyLimit) throw new ApiError('payload_too_large')
  const owner = request.account?.accountId ?? clientOf(request).networks[1]
  // Copied into one buffer, because one-byte chunks would take a hundred times as much memory as their bytes.
  let body = Buffer.alloc(0)
  let length = 0
  // Every route that reads a body has a schema for it.
  finished(request.response as ServerResponse, () => budget.giveBack(owner, body.length))

  function add(chunk: Buffer) {
    const before = length
    length += chunk.length
    if (length > bodyLimit) throw new ApiError('payload_too_large')
    if (length > body.length) grow()
    chunk.copy(body, before)
  }

  function grow() {
    const size = Math.min(bodyLimit, Math.max(FIRST_BYTES, 2 * body.length, length))
    if (!budget.take(owner, size - body.length)) throw unavailable('too many bodies are in flight')
    const larger = Buffer.allocUnsafe(size)
    body.copy(larger)
    body = larger
  }

  await eachChunk(payload, add)
  if (announced !== undefined && Number(announced) !== length)
    throw invalidField('body', 'does not have the length in Content-Length')
  return body.subarray(0, length)
}

/**
 * Unlike `for await`, this leaves the stream open when it fails, because the connection still has to carry the
 * response.
 */
function eachChunk(payload: IncomingMessage, take: (chunk: Buffer) => void) {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  function onData(chunk: Buffer) {
    try {
      take(chunk)
    } catch (error) {
      stop(error as Error)
    }
  }
  function stop(error?: Error) {
    payload.off('data', onData).off('end', stop).off('error', stop)
    if (error) reject(error)
    else resolve()
  }
  payload.on('data', onData).on('end', stop).on('error', stop)
  return promise
}
