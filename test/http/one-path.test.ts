import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import t from 'tap'
import type { ErrorCode } from '../../errors.ts'
import { serve } from '../bad-input/service.ts'
import { onlyExhaustive } from '../kit/exhaustive.ts'
import { exchange, head } from '../kit/http.ts'
import { unless } from '../kit/unless.ts'

const SLOW = onlyExhaustive('it lasts until the request times out')
const service = await serve(t)
const HOST = 'Host: keyward.test'
const CLOSE = 'Connection: close'

interface Raw {
  name: string
  sent: string
  status: number
  code: ErrorCode
  /** The method, if the parser read it. */
  method?: string
}

/** Requests that Node's parser, its HTTP server or Fastify's router answer before Fastify's hooks. */
const RAW: Raw[] = [
  { name: 'nonsense', sent: 'nonsense\r\n\r\n', status: 400, code: 'validation_error' },
  {
    name: 'a header too large',
    sent: `GET / HTTP/1.1\r\nX: ${'x'.repeat(17_000)}`,
    status: 431,
    code: 'headers_too_large',
  },
  { name: 'half a request', sent: 'GET / HTTP/1.1\r\nX: ', status: 408, code: 'request_timeout' },
  {
    name: 'an odd Expect',
    sent: head('GET /healthz HTTP/1.1', HOST, CLOSE, 'Expect: nonsense'),
    status: 417,
    code: 'expectation_failed',
    method: 'GET',
  },
  {
    name: 'RTSP',
    sent: head('DESCRIBE /api/v1/me RTSP/1.0', HOST),
    status: 400,
    code: 'validation_error',
    method: 'DESCRIBE',
  },
  {
    name: 'CONNECT',
    sent: head('CONNECT keyward.test:443 HTTP/1.1', HOST),
    status: 405,
    code: 'method_not_allowed',
    method: 'CONNECT',
  },
  {
    name: 'a broken percent-escape',
    sent: head('GET /%ZZ HTTP/1.1', HOST, CLOSE),
    status: 400,
    code: 'validation_error',
    method: 'GET',
  },
  {
    name: 'an id too long',
    sent: head(`GET /api/v1/keys/${'1'.repeat(101)} HTTP/1.1`, HOST, CLOSE),
    status: 414,
    code: 'uri_too_long',
    method: 'GET',
  },
]

for (const { name, sent, status, code, method = null } of RAW)
  t.test(
    ...unless(status === 408 && SLOW, `${name}: counted once, and logged with the fields of every line`),
    async t => {
      const before = await counted(code)
      const responses = await unrouted(status)
      const { headers, status: answered } = await exchange(service, sent)
      t.equal(answered, status)
      t.equal((await counted(code)) - before, 1)
      t.equal((await unrouted(status)) - responses, 1)
      const lines = service.log
        .map(line => JSON.parse(line))
        .filter(line => line.request_id === headers['x-request-id'])
      const [usual] = service.log.map(line => JSON.parse(line)).filter(line => line.route === '/metrics')
      t.match(lines, [{ msg: 'request', method, route: null, status, code, ip: '127.0.0.1' }])
      const fields = Object.keys(usual)
      t.strictSame(Object.keys(lines[0]), fields.toSpliced(fields.indexOf('status') + 1, 0, 'code'))
      t.ok(method === null ? lines[0].duration_ms === null : lines[0].duration_ms >= 0)
    },
  )

t.test(...unless(SLOW, 'a body that stops coming is one error, and no outage'), async t => {
  const before = await counted()
  const started = head(
    'POST /api/v1/keys HTTP/1.1',
    HOST,
    `Cookie: ${service.owner.cookie}`,
    'Content-Type: application/json',
    'Content-Length: 100',
  )
  const { status } = await exchange(service, `${started}{`)
  t.equal(status, 408)
  const [connected] = await Promise.all([once(service.app.server, 'connection'), hangUp(`${started}{`)])
  await new Promise(resolve => (connected[0] as Socket).on('close', resolve))
  t.equal((await counted()) - before, 1, 'only the 408 is counted: a client that disconnects gets no response')
  t.same(
    service.log.map(line => JSON.parse(line)).filter(line => line.level > 30),
    [],
  )
})

/** Sends a request and resets the connection once it is written. */
async function hangUp(sent: string) {
  const socket = connect(service.port, '127.0.0.1')
  await new Promise<void>(resolve => socket.write(sent, () => resolve()))
  socket.resetAndDestroy()
}

/** How many errors have been answered, with this code or with any. */
function counted(code = '\\w+') {
  return sumOf(`keyward_errors_total\\{code="${code}"\\}`)
}

/** How many responses with this status belong to no route. */
function unrouted(status: number) {
  return sumOf(`keyward_http_request_duration_seconds_count\\{method="\\w+",route="none",status="${status}"\\}`)
}

async function sumOf(series: string) {
  const { body } = await service.app.inject('/metrics')
  const lines = body.matchAll(new RegExp(`^${series} (\\d+)$`, 'gm'))
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0)
}
