import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * HTTP/1.1 answers a connection's requests in order, so they are handled in turn: one at a time, interleaved with those
 * of other connections. While requests are waiting, their connection is not read.
 *
 * The parser consumes a whole read, though, which may hold thousands of requests. A connection that brings more than
 * may wait is closed after the last response that it gets; its client may retry the rest (RFC 9112, 9.3.2).
 */

/** How many requests may wait on one connection. */
const MOST_WAITING = 64
/** How many may wait on all connections; parsing that many takes tens of milliseconds, in which nobody is served. */
const MOST_WAITING_IN_ALL = 2_000

/** Node's private state of a connection. No public API tells whose turn it is, or stops a parser in mid-read. */
interface Connection extends Socket {
  _httpMessage?: ServerResponse<IncomingMessage> | null
  parser?: { incoming: IncomingMessage | null; onIncoming(): number } | null
}

/** The requests waiting on one connection. */
interface Line {
  length: number
  last: ServerResponse<IncomingMessage>
}

const lines = new WeakMap<Socket, Line>()
let waitingInAll = 0

/** @returns a listener that lets each request of a connection through once those before it have been answered */
export function inTurn(listener: RequestListener): RequestListener {
  return function take(request, response) {
    // Node assigns a response its socket when its turn comes.
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
 * On CONNECT, Node detaches from a connection, even while it sends a response: without this, nothing tells the response
 * that there is room for more, nothing ends a silent connection, and an error event would end the process.
 */
export function takeBack(connection: Connection) {
  connection.on('error', () => {})
  connection.on('drain', () => connection._httpMessage?.emit('drain'))
  connection.on('timeout', () => connection.destroy())
}

/** @returns whether a response is due that has not been handed over completely */
export const awaitsResponse = ({ _httpMessage: current }: Connection) => Boolean(current)

/**
 * For input that the parser rejects: it may come behind requests that have not been answered yet.
 * @returns whether to answer it now; if not, it gets no answer, and the connection is closed after those still due
 */
export function isItsTurn(connection: Connection): boolean {
  const { _httpMessage: current, parser } = connection
  const unfinished = parser?.incoming && !parser.incoming.complete ? parser.incoming : undefined
  if (current ? current.req === unfinished && !current.headersSent : !unfinished) return true
  closeBehindLast(connection)
  return false
}

const waitingOn = (socket: Socket) => lines.get(socket)?.length ?? 0

const hasRoom = (socket: Socket) => waitingOn(socket) < MOST_WAITING && waitingInAll < MOST_WAITING_IN_ALL

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
  waitingInAll -= waitingOn(this)
  lines.delete(this)
}

/** Node resumes a connection on its own, for example at the end of every request. */
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
  const last = lines.get(socket)?.last ?? socket._httpMessage
  if (!last) return socket.destroySoon()
  keepPaused(socket)
  if (!last.headersSent) last.setHeader('connection', 'close')
  // A waiting request that will never be complete gets no response: when its turn comes, the connection ends.
  last.once(last.socket || last.req.complete ? 'close' : 'socket', () => socket.destroySoon())
}
