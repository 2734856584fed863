import { once } from 'node:events'
import { IncomingMessage, ServerResponse } from 'node:http'
import { type AddressInfo, connect, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { queued } from '../../http/pipelining.ts'
import { type App, build, createKey, revoke, useKey } from '../kit/app.ts'
import { head } from '../kit/http.ts'
import { type Person, signIn } from '../kit/people.ts'

const HOST = 'Host: keyward.test'
const CLOSE = 'Connection: close'
const HEALTH = head('GET /healthz HTTP/1.1', HOST)
/** The number of requests that an ordinary client sends in one write. */
const MANY = 50

/** A listening app, and a person with a session. */
async function listen(t: Test) {
  const app = await build(t)
  await app.listen({ host: '127.0.0.1', port: 0 })
  return { app, alice: await signIn('pro') }
}

function open(app: App): Socket {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => {})
  return socket
}

/** Sends bytes over a new connection. @returns everything received until the server closes it */
async function send(app: App, sent: string) {
  const socket = open(app)
  socket.write(sent)
  return text(socket)
}

const statuses = (received: string) => [...received.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => Number(status))

function create({ cookie }: Person, name: string, ...headers: string[]) {
  const body = JSON.stringify({ name })
  const length = `Content-Length: ${body.length}`
  const line = 'POST /api/v1/keys HTTP/1.1'
  return head(line, HOST, `Cookie: ${cookie}`, 'Content-Type: application/json', length, ...headers) + body
}

const namesOf = async ({ db }: App) =>
  (await db.selectFrom('api_keys').select('name').orderBy('created_at').execute()).map(({ name }) => name)

t.test('requests sent in one write are all answered in order, and none loses its body', async t => {
  const { app, alice } = await listen(t)
  const names = Array.from({ length: MANY }, (_, at) => `key ${at} ${'x'.repeat(80)}`)
  const sent = names.map((name, at) => create(alice, name, ...(at === MANY - 1 ? [CLOSE] : [])))
  const received = await send(app, sent.join(''))
  t.same(statuses(received), Array(MANY).fill(201))
  t.same(
    [...received.matchAll(/"name":"(.*?)"/g)].map(([, name]) => name),
    names,
  )
  t.same(await namesOf(app), names)
})

t.test('the last queued request can still be sending its body', async t => {
  const { app, alice } = await listen(t)
  const socket = open(app)
  const last = create(alice, 'the last', CLOSE)
  socket.write(HEALTH.repeat(3) + last.slice(0, -5))
  await once(socket, 'data')
  socket.write(last.slice(-5))
  t.equal(statuses(await text(socket)).at(-1), 201)
  t.same(await namesOf(app), ['the last'])
})

t.test('other connections are served between queued requests', async t => {
  const { app } = await listen(t)
  const many = open(app)
  let received = ''
  const answers = () => statuses(received).length
  many.on('data', chunk => (received += chunk))
  many.write(HEALTH.repeat(MANY))
  await once(many, 'data')
  const one = open(app)
  one.write(HEALTH)
  await once(one, 'data')
  t.ok(answers() < MANY, `answered after ${answers()} of the other's ${MANY}`)
  while (answers() < MANY) await once(many, 'data')
  many.destroy()
  one.destroy()
})

t.test('a client that sends more than fits in the queue gets the first responses and Connection: close', async t => {
  const { app } = await listen(t)
  const received = await send(app, HEALTH.repeat(1_000))
  const answered = statuses(received)
  t.ok(answered.length > MANY && answered.length < 100, `${answered.length} of 1,000 are answered`)
  t.ok(answered.every(status => status === 200))
  t.equal(received.match(/^connection: close\r$/gim)?.length, 1)
  t.ok(received.lastIndexOf('HTTP/1.1') < received.search(/^connection: close\r$/im), 'the last one says so')
  const again = await send(app, HEALTH.repeat(MANY - 1) + head('GET /healthz HTTP/1.1', HOST, CLOSE))
  t.equal(statuses(again).length, MANY, 'the next connection is served as ever')
})

t.test('queued requests of a client that has left are dropped', async t => {
  const { app, alice } = await listen(t)
  const connected = once(app.server, 'connection')
  const socket = open(app)
  const [connection] = (await connected) as [Socket]
  const closed = new Promise(resolve => connection.on('close', resolve))
  socket.write(Array.from({ length: MANY }, (_, at) => create(alice, `key ${at}`)).join(''))
  await once(socket, 'data')
  socket.resetAndDestroy()
  await closed
  const ready = head('GET /readyz HTTP/1.1', HOST)
  const received = await send(app, ready.repeat(MANY - 1) + head('GET /readyz HTTP/1.1', HOST, CLOSE))
  t.equal(statuses(received).length, MANY, 'others find room as before')
  const created = (await namesOf(app)).length
  t.ok(created < MANY, `${created} of ${MANY} keys were created`)
})

t.test('invalid input after a request in flight is not answered before that request', async t => {
  const { app, alice } = await listen(t)
  const cookie = `Cookie: ${alice.cookie}`
  const after = {
    nonsense: 'nonsense\r\n\r\n',
    'a request in lower case': head('get / HTTP/1.1', HOST),
    'a header too large': head('GET / HTTP/1.1', HOST, `X: ${'x'.repeat(17_000)}`),
    CONNECT: head('CONNECT x:443 HTTP/1.1', HOST),
  }
  for (const [name, bytes] of Object.entries(after))
    for (let time = 0; time < 5; time++) {
      const { id, key } = await createKey(app, alice)
      const received = await send(app, head(`DELETE /api/v1/keys/${id} HTTP/1.1`, HOST, cookie) + bytes)
      t.same(statuses(received), [200], name)
      t.match(received, /^connection: close\r$/im)
      t.equal((await useKey(app, key)).statusCode, 401)
    }
})

t.test('a queued request that turns out to be invalid gets no response', async t => {
  const { app, alice } = await listen(t)
  const begun = create(alice, 'a key', 'Transfer-Encoding: chunked').replace(/Content-Length: \d+\r\n/, '')
  const received = await send(app, `${HEALTH}${begun.slice(0, begun.indexOf('{'))}zz\r\n`)
  t.same(statuses(received), [200])
  t.same(await namesOf(app), [])
})

t.test('invalid input in a body that has been answered ends the connection without another response', async t => {
  const { app } = await listen(t)
  const socket = open(app)
  let received = ''
  socket.on('data', chunk => (received += chunk))
  socket.write(head('POST /api/v1/keys HTTP/1.1', HOST, 'Content-Type: application/json', 'Transfer-Encoding: chunked'))
  await once(socket, 'data')
  socket.write('zz\r\n')
  await once(socket, 'close')
  t.same(statuses(received), [401])
})

t.test('a queued request whose connection has just ended is dropped', async t => {
  const socket = new Socket()
  const response = new ServerResponse(new IncomingMessage(socket))
  let handled = 0
  queued(() => handled++)(response.req, response)
  socket.emit('close')
  response.emit('socket', socket.destroy())
  await setImmediate()
  t.equal(handled, 0)
})

t.test('a second Host line is 400, whether it names the same host or another', async t => {
  const { app, alice } = await listen(t)
  const { id, key } = await createKey(app, alice)
  const line = `DELETE /api/v1/keys/${id} HTTP/1.1`
  for (const second of [HOST, 'host: elsewhere.test', 'HOST:'])
    t.same(statuses(await send(app, head(line, HOST, second, CLOSE, `Cookie: ${alice.cookie}`))), [400], second)
  t.same(statuses(await send(app, head('GET /healthz HTTP/1.0', HOST, HOST))), [400])
  t.equal((await useKey(app, key)).statusCode, 200)
  t.equal((await revoke(app, alice, id)).statusCode, 200)
})
