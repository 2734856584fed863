import t from 'tap'
import { Connection } from '../kit/connection.ts'
import { openIn, untilOpenIn } from '../kit/descriptors.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { ask, head } from '../kit/http.ts'
import { preparedFolder, type Service, start } from '../kit/service.ts'

const HOST = 'Host: localhost'
const FILE = '/docs/static/swagger-ui-bundle.js'
/** Two files, which together are larger than the system's buffers for a client that does not read. */
const BEFORE = head(`GET ${FILE} HTTP/1.1`, HOST).repeat(6)
/**
 * The longest time that a connection without progress may stay: two limits of 12 s and a second. The rest is for a busy
 * machine.
 */
const LONGEST_MS = 60_000

/** Requests that never reach the router. */
const ODD: Record<string, string> = {
  CONNECT: head('CONNECT x:443 HTTP/1.1', HOST),
  'CONNECT twice': head('CONNECT x:443 HTTP/1.1', HOST).repeat(2),
  'CONNECT with bytes for the tunnel': `${head('CONNECT x:443 HTTP/1.1', HOST)}${'x'.repeat(1_000)}`,
  'a request for a WebSocket': head('GET / HTTP/1.1', HOST, 'Connection: Upgrade, close', 'Upgrade: websocket'),
  'an unknown expectation': head('GET / HTTP/1.1', HOST, 'Expect: nonsense'),
  nonsense: 'nonsense\r\n\r\n',
  'the preface of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  RTSP: head('DESCRIBE / RTSP/1.0', HOST),
  'headers that are too large': head('GET / HTTP/1.1', HOST, `X: ${'x'.repeat(17_000)}`),
  'a broken chunk': `${head('POST /nowhere HTTP/1.1', HOST, 'Transfer-Encoding: chunked')}zz\r\n`,
  'a body that does not come': head('POST /nowhere HTTP/1.1', HOST, 'Content-Length: 1000'),
  'half of a request': 'GET / HTTP/1.1\r\nX: ',
}

/** The action of the client after the first bytes of the first response. */
const CLIENTS: Record<string, (connection: Connection) => unknown> = {
  'reads all': () => {},
  'reads all and has closed its side': ({ socket }) => socket.end(),
  leaves: ({ socket }) => socket.destroy(),
  resets: ({ socket }) => socket.resetAndDestroy(),
}
/** These hold their connections until the service ends them. */
const STALLING: typeof CLIENTS = {
  'stops reading': ({ socket }) => socket.pause(),
  'stops reading and has closed its side': ({ socket }) => socket.pause().end(),
  'reads a little at times': ({ socket }) => {
    const timer = setInterval(() => socket.read(1_000), 3_000).unref()
    socket.pause().on('close', () => clearInterval(timer))
  },
}

async function converse(service: Service, odd: string, behave: (connection: Connection) => unknown, behind: boolean) {
  const connection = await Connection.open(service)
  connection.send(`${behind ? BEFORE : ''}${odd}`)
  if (behind) await connection.received(/^HTTP/)
  behave(connection)
  return connection
}

t.test('odd requests leave nothing open, after any other request and with any client behavior', async t => {
  const service = await start(t, { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'warn' })
  await ask(service, FILE)
  const before = await openIn(service)
  const clients = Object.entries({ ...CLIENTS, ...(EXHAUSTIVE && STALLING) })
  const connections: { name: string; connection: Connection }[] = []
  for (const [odd, bytes] of Object.entries(ODD))
    for (const [client, behave] of clients)
      for (const behind of [true, false])
        connections.push({
          name: `${odd}, ${behind ? 'behind files' : 'alone'}, of a client that ${client}`,
          connection: await converse(service, bytes, behave, behind),
        })
  t.teardown(() => {
    for (const { connection } of connections) connection.socket.destroy()
  })
  const after = await untilOpenIn(service, before.length, LONGEST_MS)
  t.ok(after.length <= before.length, `${before.length} were open, and now ${after.length}`)
  // A client that does not read notices the end only when it reads.
  const waiting = connections.filter(({ connection: { socket } }) => !socket.closed && !socket.isPaused())
  await Promise.all(waiting.map(({ connection }) => connection.closed))
  for (const { name, connection } of connections.filter(({ name }) => /behind.*reads all/.test(name)))
    t.match(connection.heard.toString('latin1'), /^HTTP\/1.1 200 /, name)
  t.equal((await ask(service, '/healthz')).status, 200)
})
