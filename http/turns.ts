import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * HTTP/1.1 answers the requests of a connection in their order, so they are handled in turn: one at a time, with those
 * of other connections in between. While requests wait, their connection is not read.
 *
 * The parser takes in all of a read, though, which may be thousands of requests. A connection that brings more than may
 * wait is closed behind the last answer that it gets; its client may ask again for the rest (RFC 9112, 9.3.2).
 */

/** Requests that may wait on one connection. */
const MOST_WAITING = 64
/** Requests that may wait on all of them; to parse as many takes tens of milliseconds, in which nobody is served. */
const MOST_WAITING_IN_ALL = 2_000

/** What Node notes on a connection. Nothing public tells whose turn it is, or stops a parser within a read. */
interface Connection extends Socket {
  _httpMessage?: ServerResponse<IncomingMessage> | null
  parser?: { incoming: IncomingMessage | null; onIncoming(): number } | null
}

/** The requests that wait on a connection. */
interface Line {
  length: number
  last: ServerResponse<IncomingMessage>
}

const lines = new WeakMap<Socket, Line>()
let waitingInAll = 0

/** @returns a listener that lets each request of a connection through when those before it are answered */
export function inTurn(listener: RequestListener): RequestListener {
  return function take(request, response) {
    // Node gives a response its socket when it is its turn.
    if (response.socket) return listener(request, response)
    const { socket } = request
    if (!hasRoom(socket)) return stop(socket)
    join(socket, response)
    response.once('socket', function leaveLine() {
      leave(socket)
      setImmediate(() => socket.writable && listener(request, response))
    })
  }
}

/**
 * For what the parser refuses: it may stand behind requests that are still to be answered.
 * @returns whether it is to be answered now; if not, the connection is closed without another answer
 */
export function isItsTurn(connection: Connection): boolean {
  const { _httpMessage: current, parser } = connection
  const unfinished = parser?.incoming && !parser.incoming.complete ? parser.incoming : undefined
  if (current ? current.req === unfinished && !current.headersSent : !unfinished) return true
  if (current) closeBehind(connection, lines.get(connection)?.last ?? current)
  else connection.destroySoon()
  return false
}

const hasRoom = (socket: Socket) =>
  (lines.get(socket)?.length ?? 0) < MOST_WAITING && waitingInAll < MOST_WAITING_IN_ALL

function join(socket: Socket, response: Line['last']) {
  const line = lines.get(socket) ?? open(socket, response)
  line.last = response
  line.length++
  waitingInAll++
}

function leave(socket: Socket) {
  const line = lines.get(socket)
  if (!line) return
  line.length--
  waitingInAll--
  if (line.length > 0) return
  forget.call(socket)
  socket.off('close', forget).off('resume', pause).resume()
}

function open(socket: Socket, last: Line['last']) {
  const line = { length: 0, last }
  lines.set(socket, line)
  socket.once('close', forget)
  keepPaused(socket)
  return line
}

function forget(this: Socket) {
  waitingInAll -= lines.get(this)?.length ?? 0
  lines.delete(this)
}

/** Node resumes a connection for reasons of its own, such as the end of every request. */
function keepPaused(socket: Socket) {
  socket.pause().on('resume', pause)
}

function pause(this: Socket) {
  this.pause()
}

/** Ends a connection behind the answers that are due, in the middle of what its parser has read. */
function stop(connection: Connection) {
  if (connection.parser) connection.parser.onIncoming = () => -1
  if (connection._httpMessage) closeBehind(connection, lines.get(connection)?.last ?? connection._httpMessage)
}

function closeBehind(socket: Socket, last: Line['last']) {
  keepPaused(socket)
  if (!last.headersSent) last.setHeader('connection', 'close')
  // Of a request that waits and will never be whole, its turn is the end.
  last.once(last.socket || last.req.complete ? 'close' : 'socket', () => socket.destroySoon())
}
