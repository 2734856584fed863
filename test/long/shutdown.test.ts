import t from 'tap'
import { Connection, type Place, untilRefused } from '../kit/connection.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { ask, head } from '../kit/http.ts'
import { SECRET, signIn } from '../kit/people.ts'
import { Program } from '../kit/process.ts'
import { preparedFolder, start } from '../kit/service.ts'

const BODY = JSON.stringify({ name: 'asked for before the end' })

t.test('SIGTERM answers requests in flight and ends within 10 s, however many clients are connected', async t => {
  const service = await start(t, { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'warn' })
  const { cookie } = await signIn('pro')
  await ask(service, '/api/v1/session', { cookie })

  const keptAlive = await Promise.all(Array.from({ length: 50 }, () => Connection.open(service)))
  for (const socket of keptAlive) socket.send('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await Promise.all(keptAlive.map(socket => socket.received(/"ok"/)))
  await Promise.all(Array.from({ length: 20 }, () => Connection.open(service)))
  const inFlight = await Promise.all(Array.from({ length: 10 }, () => halfAsked(service, cookie)))

  const begun = performance.now()
  const ended = service.end('SIGTERM')
  await untilRefused(service)
  service.signal('SIGTERM') // a repeat changes nothing
  for (const socket of inFlight) socket.send(BODY)
  const answers = await Promise.all(inFlight.map(socket => socket.received(/request_id|"key":/)))
  for (const answer of answers) {
    t.match(answer, /^HTTP\/1\.1 201 /m)
    t.match(answer, /^connection: close\r$/im)
  }
  const { code, signal } = await ended
  t.equal(code, 0, `ended by itself${signal ? ` and not by ${signal}` : ''}`)
  const milliseconds = performance.now() - begun
  t.ok(milliseconds < 10_000, `after ${Math.round(milliseconds)} ms`)
})

t.test('SIGTERM writes the usage of the last seconds, which a billing system reads from the next process', async t => {
  const ADMIN_TOKEN = 'a token of the operators, 32 characters or more'
  const env = { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'warn', ADMIN_TOKEN }
  const service = await start(t, env)
  const { cookie } = await signIn('pro')
  const created = await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })
  const { id, key } = created.json()
  for (let use = 0; use < 3; use++) t.equal((await ask(service, '/api/v1/me', { key })).status, 200)
  await service.end('SIGTERM')

  const next = await start(t, env)
  const reply = await ask(next, '/admin/v1/usage', { headers: { Authorization: `Bearer ${ADMIN_TOKEN}` } })
  const rows = reply.body
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  t.equal(
    rows.reduce((sum, { requests }) => sum + requests, 0),
    3,
  )
  t.match(rows, [{ key_id: id }])
  await next.end('SIGTERM')
})

t.test('SIGINT ends the process too, even if a client keeps sending requests', async t => {
  const service = await start(t, { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'warn' })
  const socket = await Connection.open(service)
  const asking = setInterval(() => socket.send('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'), 20)
  t.teardown(() => clearInterval(asking))
  await socket.received(/"ok"/)
  const begun = performance.now()
  t.equal((await service.end('SIGINT')).code, 0)
  t.ok(performance.now() - begun < 10_000)
})

t.test('an uncaught error is logged, and the process answers requests in flight and ends with 1', async t => {
  const bug = `data:text/javascript,process.on('SIGUSR2', () => { throw new Error('a bug') })`
  const NODE_OPTIONS = `${process.env['NODE_OPTIONS'] ?? ''} --import="${bug}"`
  const service = await start(t, { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'warn', NODE_OPTIONS })
  const { cookie } = await signIn('pro')
  const socket = await halfAsked(service, cookie)
  const ended = service.end('SIGUSR2')
  await untilRefused(service)
  socket.send(BODY)
  t.match(await socket.received(/request_id|"key":/), /^HTTP\/1\.1 201 /m)
  const { code, output } = await ended
  t.equal(code, 1)
  const line = output.split('\n').find(line => line.includes('"level":60')) ?? '{}'
  t.match(JSON.parse(line), { msg: 'uncaught', err: { message: 'a bug' } })
})

t.test('npm start passes a signal on, and ends after the server has answered requests in flight', async t => {
  // As on a terminal: npm and the server get one signal each, and npm passes its own on.
  const ways = [['SIGINT', true] as const, ...(EXHAUSTIVE ? [['SIGTERM', false] as const] : [])]
  for (const [signal, toGroup] of ways)
    await t.test(`${signal} to ${toGroup ? 'both' : 'npm'}`, async t => {
      const env = { DATA_DIR: await preparedFolder(t), PORT: '0', LOG_LEVEL: 'warn', SUPABASE_JWT_SECRET: SECRET }
      const npm = new Program(t, ['npm', 'start'], { env, group: true, lastSignal: 'SIGTERM' })
      const url = await npm.written(/keyward listens on (http:[^\s"]+)["\n]/)
      const connection = await halfAsked({ url }, (await signIn('pro')).cookie)
      const begun = performance.now()
      if (toGroup) npm.signal(signal)
      else npm.child.kill(signal)
      await untilRefused({ url })
      connection.send(BODY)
      t.match(await connection.received(/request_id|"key":/), /^HTTP\/1\.1 201 /m)
      t.equal((await npm.ended).code, 0)
      t.ok(performance.now() - begun < 10_000)
    })
})

/** A request in progress whose body has not arrived completely. */
async function halfAsked(service: Place, cookie: string) {
  const connection = await Connection.open(service)
  const type = 'Content-Type: application/json'
  const length = `Content-Length: ${BODY.length}`
  connection.send(
    head('POST /api/v1/keys HTTP/1.1', 'Host: x', `Cookie: ${cookie}`, type, length, 'Expect: 100-continue'),
  )
  await connection.received(/100 Continue/)
  return connection
}
