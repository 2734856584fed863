import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { build, call, createKey } from '../kit/app.ts'
import { Connection } from '../kit/connection.ts'
import { ask } from '../kit/http.ts'
import { signIn } from '../kit/people.ts'

t.test('invalid input after a request waits for the response being sent, and is not answered', async t => {
  const app = await build(t)
  const connection = await Connection.open({ url: await app.listen({ host: '127.0.0.1', port: 0 }) })
  // A file of a megabyte, which the server reads in several steps.
  connection.send('GET /docs/static/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await connection.received(/^HTTP/)
  connection.send('nonsense\r\n\r\n')
  await connection.closed
  const received = connection.heard
  const head = received.subarray(0, received.indexOf('\r\n\r\n') + 4).toString()
  t.match(head, /^HTTP\/1\.1 200 /)
  t.equal(received.length - head.length, Number(/content-length: (\d+)/.exec(head)?.[1]), 'all of it, and no more')
  t.equal((await app.inject('/healthz')).statusCode, 200)
})

t.test('a client that leaves before its response affects no other client', async t => {
  const app = await build(t)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const requests = ['CONNECT x:443 HTTP/1.1\r\nHost: x', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: nonsense', 'nonsense']
  for (const request of requests)
    for (let time = 0; time < 20; time++) {
      const { socket, closed } = new Connection({ url })
      socket.write(`${request}\r\n\r\n`, () => socket.resetAndDestroy())
      await closed
    }
  // Requested after them, over a separate connection, so that the server has seen them all.
  t.equal((await ask({ url }, '/healthz')).status, 200)
})

t.test('clients without a network address get every header and appear in the history', async t => {
  const app = await build(t)
  const socketPath = join(tmpdir(), `keyward-${process.pid}.sock`)
  await app.listen({ path: socketPath })
  t.teardown(() => rm(socketPath, { force: true }))
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)

  const limits = { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': /^\d+$/, 'x-request-id': /^req_/ }
  t.match(await ask({ socketPath }, '/healthz', { headers: { expect: 'nonsense' } }), { status: 417, headers: limits })
  t.match(await ask({ socketPath }, '/api/v1/me'), { status: 401, headers: limits })
  t.equal((await ask({ socketPath }, `/api/v1/keys/${id}`, { cookie: alice.cookie, method: 'DELETE' })).status, 200)
  const history = await call(app, { as: alice, url: '/api/v1/audit-events?action=revoke' })
  t.match(history.json().data, [{ key_id: id, ip: '0.0.0.0' }])
})

t.test('a body whose length differs from Content-Length is 400', async t => {
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
