import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { build } from '../kit/app.ts'

const FILE = '/docs/static/swagger-ui-bundle.js'
const CLIENTS = 50
/** Twice the pieces of a tick: two ticks of the downloads may fall between two of the test. */
const MOST_BYTES_A_TURN = 2 * 4 * 65_536

t.test('other requests are served between the pieces of a large file, however many clients download it', async t => {
  const app = await build(t)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const served: Socket[] = []
  app.server.on('connection', socket => served.push(socket))
  const clients = Array.from({ length: CLIENTS }, () =>
    connect((app.server.address() as AddressInfo).port, '127.0.0.1'),
  )
  let received = 0
  for (const client of clients) {
    client.on('data', chunk => (received += chunk.length))
    client.write(`GET ${FILE} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  }
  const ended = Promise.all(clients.map(client => once(client, 'close')))
  let isOver = false
  void ended.then(() => (isOver = true))

  let most = 0
  for (let before = 0; !isOver; ) {
    await turn()
    const sent = served.reduce((sum, socket) => sum + socket.bytesWritten, 0)
    most = Math.max(most, sent - before)
    before = sent
  }
  const { headers } = await app.inject(FILE)
  t.ok(received > CLIENTS * Number(headers['content-length']), 'every client has all of it')
  t.ok(most <= MOST_BYTES_A_TURN, `at most ${most} bytes were sent in a turn`)
})
