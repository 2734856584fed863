import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { build, call, createKey, signIn } from '../helper.ts'

t.test('nonsense after a request waits for the end of an answer that is being sent, and is not answered', async t => {
  const app = await build(t)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => {})
  const chunks: Buffer[] = []
  socket.on('data', chunk => chunks.push(chunk))
  // A file of a megabyte, which takes the server some turns to read.
  socket.write('GET /docs/static/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(socket, 'data')
  socket.write('nonsense\r\n\r\n')
  await once(socket, 'close')
  const received = Buffer.concat(chunks)
  const head = received.subarray(0, received.indexOf('\r\n\r\n') + 4).toString()
  t.match(head, /^HTTP\/1\.1 200 /)
  t.equal(received.length - head.length, Number(/content-length: (\d+)/.exec(head)?.[1]), 'all of it, and no more')
  t.equal((await app.inject('/healthz')).statusCode, 200)
})

t.test('a client that is gone before its answer harms nobody, whatever it had asked', async t => {
  const app = await build(t)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const requests = ['CONNECT x:443 HTTP/1.1\r\nHost: x', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: nonsense', 'nonsense']
  for (const request of requests)
    for (let time = 0; time < 20; time++) {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {})
      socket.write(`${request}\r\n\r\n`, () => socket.resetAndDestroy())
      await once(socket, 'close')
    }
  await sleep(100)
  t.equal((await app.inject('/healthz')).statusCode, 200)
})

t.test('clients without an address of the network get every header, and stand in the history', async t => {
  const app = await build(t)
  const socketPath = join(tmpdir(), `keyward-${process.pid}.sock`)
  await app.listen({ path: socketPath })
  t.teardown(() => rm(socketPath, { force: true }))
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)

  const ask = async (path: string, headers: Record<string, string>, method = 'GET') => {
    const [response] = await once(request({ socketPath, path, method, headers }).end(), 'response')
    return { status: response.statusCode, headers: response.headers, body: await text(response) }
  }
  const limits = { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': /^\d+$/, 'x-request-id': /^req_/ }
  t.match(await ask('/healthz', { expect: 'nonsense' }), { status: 417, headers: limits })
  t.match(await ask('/api/v1/me', {}), { status: 401, headers: limits })
  t.equal((await ask(`/api/v1/keys/${id}`, { cookie: alice.cookie }, 'DELETE')).status, 200)
  const history = await call(app, { as: alice, url: '/api/v1/audit-events?action=revoke' })
  t.match(history.json().data, [{ key_id: id, ip: '0.0.0.0' }])
})

t.test('a body that is not as long as it says is 400', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const headers = { 'content-type': 'application/json', 'content-length': '3' }
  const reply = await call(app, {
    as: alice,
    method: 'POST',
    url: '/api/v1/keys',
    headers,
    payload: '{"name":"a key"}',
  })
  t.equal(reply.statusCode, 400)
  t.equal(reply.json().error.code, 'validation_error')
  t.same(await app.db.selectFrom('api_keys').selectAll().execute(), [])
})
