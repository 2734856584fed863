import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import tap from 'tap'
import { build } from './app.ts'

tap.test('an app ends with its test, whatever is still connected to it', async t => {
  await t.test('a connection on which nothing is ever sent', { timeout: 10_000 }, async t => {
    const app = await build(t)
    await app.listen({ host: '127.0.0.1', port: 0 })
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
    await once(socket, 'connect')
    t.ok(socket.writable)
  })
})
