import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import t from 'tap'
import { build } from '../kit/app.ts'

/** 12 s, plus the interval of the checks and a margin for a busy machine. Node alone takes 24 s. */
const MOST_SECONDS = 20

t.test('a client that does not read its responses is disconnected', { timeout: 90_000 }, async t => {
  const app = await build(t)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const connected = once(app.server, 'connection')
  const client = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  client.on('error', () => {})
  // More than the system buffers for a client that does not read.
  client.write('GET /docs/static/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(50))
  const [connection] = (await connected) as [Socket]
  let sent = 0
  let moved = performance.now()
  const watch = setInterval(() => {
    const now = connection.bytesWritten - connection.writableLength
    if (now !== sent) moved = performance.now()
    sent = now
  }, 50)
  await new Promise(resolve => connection.on('close', resolve))
  clearInterval(watch)
  client.destroy()
  const seconds = (performance.now() - moved) / 1000
  t.ok(seconds > 8 && seconds < MOST_SECONDS, `after ${seconds.toFixed(1)} s without progress`)
})
