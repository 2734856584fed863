import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { signIn } from '../kit/people.ts'
import { ask, preparedFolder, type Service, start } from '../kit/service.ts'

const BODY = JSON.stringify({ name: 'asked for before the end' })

t.test('SIGTERM answers what is in flight and ends within 10 s, whoever else is connected', async t => {
  const service = await start(t, { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'warn' })
  const { cookie } = await signIn('pro')
  await ask(service, '/api/v1/session', { cookie })

  const keptAlive = await Promise.all(Array.from({ length: 50 }, () => open(service)))
  for (const socket of keptAlive) socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await Promise.all(keptAlive.map(socket => received(socket, /"ok"/)))
  await Promise.all(Array.from({ length: 20 }, () => open(service)))
  const inFlight = await Promise.all(Array.from({ length: 10 }, () => open(service)))
  for (const socket of inFlight) socket.write(halfOfARequest(cookie))
  await sleep(200)

  const begun = performance.now()
  const ended = service.stop('SIGTERM')
  await sleep(500)
  for (const socket of inFlight) socket.write(BODY.slice(5))
  const answers = await Promise.all(inFlight.map(socket => received(socket, /request_id|"key":/)))
  for (const answer of answers) {
    t.match(answer, /^HTTP\/1\.1 201 /)
    t.match(answer, /^connection: close\r$/im)
  }
  const { code, signal } = await ended
  t.equal(code, 0, `ended by itself${signal ? ` and not by ${signal}` : ''}`)
  const milliseconds = performance.now() - begun
  t.ok(milliseconds < 10_000, `after ${Math.round(milliseconds)} ms`)
})

t.test('SIGINT ends it as well, and a connection that only asks for more does not keep it', async t => {
  const service = await start(t, { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'warn' })
  const socket = await open(service)
  const asking = setInterval(() => socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'), 20)
  t.teardown(() => clearInterval(asking))
  await received(socket, /"ok"/)
  const begun = performance.now()
  t.equal((await service.stop('SIGINT')).code, 0)
  t.ok(performance.now() - begun < 3_000)
})

t.test('an error that nobody caught is logged, and ends it with 1 after what is in flight', async t => {
  const bug = `data:text/javascript,process.on('SIGUSR2', () => { throw new Error('a bug') })`
  const NODE_OPTIONS = `${process.env['NODE_OPTIONS'] ?? ''} --import="${bug}"`
  const service = await start(t, { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'warn', NODE_OPTIONS })
  const { cookie } = await signIn('pro')
  const socket = await open(service)
  socket.write(halfOfARequest(cookie))
  await sleep(200)
  const ended = service.stop('SIGUSR2')
  await sleep(200)
  socket.write(BODY.slice(5))
  t.match(await received(socket, /request_id|"key":/), /^HTTP\/1\.1 201 /)
  const { code, output } = await ended
  t.equal(code, 1)
  const line = output.split('\n').find(line => line.includes('"level":60')) ?? '{}'
  t.match(JSON.parse(line), { msg: 'uncaught', err: { message: 'a bug' } })
})

const heard = new WeakMap<Socket, string>()

async function open({ url }: Service): Promise<Socket> {
  const { port, hostname } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  socket.on('data', chunk => heard.set(socket, (heard.get(socket) ?? '') + chunk))
  await once(socket, 'connect')
  return socket
}

async function received(socket: Socket, what: RegExp): Promise<string> {
  while (!what.test(heard.get(socket) ?? '')) {
    if (socket.destroyed) return `closed after: ${heard.get(socket) ?? 'nothing'}`
    await Promise.race([once(socket, 'data'), once(socket, 'close')])
  }
  return heard.get(socket) ?? ''
}

const halfOfARequest = (cookie: string) =>
  [
    'POST /api/v1/keys HTTP/1.1',
    'Host: localhost',
    `Cookie: ${cookie}`,
    'Content-Type: application/json',
    `Content-Length: ${BODY.length}`,
    '',
    BODY.slice(0, 5),
  ].join('\r\n')
