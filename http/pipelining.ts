import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * HTTP/1.1 answers a connection's requests in order, so they are queued per connection and handled one at a time,
 * interleaved with those of other connections. While requests are queued, nothing more is read from their connection.
 *
 * One read can still bring thousands of requests, and the parser consumes all of it. If a connection sends more than its
 * queue holds, it is closed after the response to the last queued request; the client can retry the rest (RFC 9112,
 * 9.3.2).
 */

/** How many requests may wait on one connection. */
const MOST_WAITING = 64
/** How many may wait on all connections. Parsing that many blocks the process for tens of milliseconds. */
const MOST_WAITING_IN_ALL = 2_000

/** Node's private state of a connection. No public API says which response is being sent, or stops a parser in mid-read. */
interface Connection extends Socket {
  _httpMessage?: ServerResponse<IncomingMessage> | null
  parser?: { incoming: IncomingMessage | null; onIncoming(): number } | null
}

/** The requests queued on one connection. */
interface Queue {
  length: number
  last: ServerResponse<IncomingMessage>
}

const queues = new WeakMap<Socket, Queue>()
let waitingInAll = 0

/** @returns a listener that lets each request of a connection through once those before it have been answered */
export function queued(listener: RequestListener): RequestListener {
  return function take(request, response) {
    // Node gives a response its socket once all earlier responses of the connection have been sent.
    if (response.socket) return listener(request, response)
    const { socket } = request
    if (!hasRoom(socket)) return stop(socket)
    join(socket, response)
    response.once('socket', function leaveQueue() {
      leave(socket)
      setImmediate(() => socket.writable && listener(request, response))
    })
  }
}

/**
 * On CONNECT, Node detaches from a connection, even while it sends a response. Without these listeners, the response would
 * never learn that the socket has drained, a silent connection would stay open, and an error would end the process.
 */
export function takeBack(connection: Connection) {
  connection.on('error', () => {})
  connection.on('drain', () => connection._httpMessage?.emit('drain'))
  connection.on('timeout', () => connection.destroy())
}

/** @returns whether a response is due that has not been handed to the system completely */
export const awaitsResponse = ({ _httpMessage: current }: Connection) => Boolean(current)

/**
 * Decides about input that the parser rejected, which may follow requests that have not been answered yet.
 * @returns whether to answer it now; otherwise the connection is closed after the responses that are due
 */
export function canAnswerNow(connection: Connection): boolean {
  const { _httpMessage: current, parser } = connection
  const unfinished = parser?.incoming && !parser.incoming.complete ? parser.incoming : undefined
  if (current ? current.req === unfinished && !current.headersSent : !unfinished) return true
  closeBehindLast(connection)
  return false
}

const waitingOn = (socket: Socket) => queues.get(socket)?.length ?? 0

const hasRoom = (socket: Socket) => waitingOn(socket) < MOST_WAITING && waitingInAll < MOST_WAITING_IN_ALL

function join(socket: Socket, response: Queue['last']) {
  const queue = queues.get(socket) ?? open(socket, response)
  queue.last = response
  queue.length++
  waitingInAll++
}

function leave(socket: Socket) {
  const queue = queues.get(socket)
  if (!queue) return
  queue.length--
  waitingInAll--
  if (queue.length > 0) return
  forget.call(socket)
  socket.off('close', forget).off('resume', pause).resume()
}

function open(socket: Socket, last: Queue['last']) {
  const queue = { length: 0, last }
  queues.set(socket, queue)
  socket.once('close', forget)
  keepPaused(socket)
  return queue
}

function forget(this: Socket) {
  waitingInAll -= waitingOn(this)
  queues.delete(this)
}

/** Pauses a connection again whenever Node resumes it, as it does at the end of every request. */
function keepPaused(socket: Socket) {
  socket.pause().on('resume', pause)
}

function pause(this: Socket) {
  this.pause()
}

/** Ends a connection after the responses still due, and drops the rest of what its parser has read. */
function stop(connection: Connection) {
  if (connection.parser) connection.parser.onIncoming = () => -1
  closeBehindLast(connection)
}

function closeBehindLast(socket: Connection) {
  const last = queues.get(socket)?.last ?? socket._httpMessage
  if (!last) return socket.destroySoon()
  keepPaused(socket)
  if (!last.headersSent) last.setHeader('connection', 'close')
  // A queued request that will never be complete gets no response: the connection ends once it is the next one.
  last.once(last.socket || last.req.complete ? 'close' : 'socket', () => socket.destroySoon())
}
