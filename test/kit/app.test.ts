import tap from 'tap'
import { build } from './app.ts'
import { Connection } from './connection.ts'

tap.test('an app ends with its test, even if clients are still connected to it', async t => {
  await t.test('a connection on which nothing is ever sent', async t => {
    const app = await build(t)
    const { socket } = await Connection.open({ url: await app.listen({ host: '127.0.0.1', port: 0 }) })
    t.ok(socket.writable)
  })
})
