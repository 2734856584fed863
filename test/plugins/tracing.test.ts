import { sql } from 'kysely'
import t from 'tap'
import { createApiKey } from '../../auth/api-key.ts'
import { KEY_FORMAT } from '../../config/key-format.ts'
import { build, call, createKey, revoke, useKey } from '../kit/app.ts'
import { attributesOf, collector } from '../kit/collector.ts'
import { needsPostgres, ownConnection } from '../kit/database.ts'
import { signIn } from '../kit/people.ts'
import { freePort } from '../kit/process.ts'
import { preparedFolder, start } from '../kit/service.ts'

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const PARENT = 'b7ad6b7169203331'
const traced = (flags: string) => ({ traceparent: `00-${TRACE}-${PARENT}-${flags}` })

t.test('a request becomes a span of the caller’s trace, with its route, status and error', async t => {
  const { url, requests, resources, spans } = await collector(t)
  const log: string[] = []
  const app = await build(
    t,
    { OTEL_EXPORTER_OTLP_ENDPOINT: `${url}/`, LOG_LEVEL: 'info' },
    { log: { write: line => log.push(line) } },
  )
  await app.inject({ url: '/healthz', headers: traced('01') })
  const refused = await app.inject({ url: '/api/v1/me', headers: { 'x-api-key': createApiKey(KEY_FORMAT).secret } })
  await app.inject('/nowhere')
  await app.close()

  t.equal(requests[0]?.url, '/v1/traces')
  t.match(attributesOf(resources()[0]?.resource ?? { attributes: [] }), { 'service.name': 'keyward' })
  const [continued, own, unrouted] = spans().filter(({ kind }) => kind === 2)
  t.match(continued, { traceId: TRACE, parentSpanId: PARENT, name: 'GET /healthz' })
  t.match(attributesOf(continued ?? { attributes: [] }), {
    'http.request.method': 'GET',
    'http.route': '/healthz',
    'http.response.status_code': 200,
  })
  t.match(own, { name: 'GET /api/v1/me', status: {} })
  t.match(attributesOf(own ?? { attributes: [] }), {
    'http.response.status_code': 401,
    'error.type': 'invalid_api_key',
    'keyward.request_id': refused.headers['x-request-id'],
  })
  t.match(
    spans().filter(({ name }) => name === 'decide'),
    [{ traceId: own?.traceId, parentSpanId: own?.spanId }],
    'with the wait for a decision below it',
  )
  t.match(unrouted, { name: 'GET' })
  const lines = log.map(line => JSON.parse(line)).filter(({ msg }) => msg === 'request')
  t.same(
    lines.map(line => line.trace_id),
    [TRACE, own?.traceId, unrouted?.traceId],
    'the log names the same traces',
  )
})

t.test(...needsPostgres('a failed decision or statement is an error of its span'), async t => {
  const { url, spans } = await collector(t)
  const app = await build(t, { OTEL_EXPORTER_OTLP_ENDPOINT: url })
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  await ownConnection(t, app)
    .transaction()
    .execute(async holder => {
      await sql`lock table usage_windows`.execute(holder)
      t.equal((await useKey(app, key)).statusCode, 503)
      await sql`select from api_keys for update`.execute(holder)
      t.equal((await revoke(app, alice, id)).statusCode, 503)
    })
  await app.close()
  const failed = spans().filter(({ status }) => status.code === 2)
  t.same(failed.map(({ name }) => name).sort(), [
    'DELETE /api/v1/keys/:keyId',
    'GET /api/v1/me',
    'decide',
    'with api_keys',
  ])
})

t.test('spans contain no key, token, cookie, query or other text of a client', async t => {
  const { url, requests, spans } = await collector(t)
  const app = await build(t, { OTEL_EXPORTER_OTLP_ENDPOINT: url })
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice, 'a name chosen by a person')
  await useKey(app, key)
  await app.inject(`/api/v1/me?api_key=${key}`)
  await app.inject({
    url: '/forward-auth/v1/iocs',
    headers: { 'x-api-key': key, 'user-agent': 'person@example.com' },
  })
  await call(app, { as: alice, url: '/api/v1/keys?q=person%40example.com' })
  await app.inject(`/nowhere/${key}`)
  await app.inject({ url: `/api/v1/keys/${key}`, method: 'DELETE', headers: { cookie: alice.cookie } })
  await revoke(app, alice, id, 'found in a repository')
  await app.close()

  t.equal(spans().filter(({ kind }) => kind === 2).length, 8)
  const sent = requests.map(({ body }) => body).join('')
  for (const secret of [
    key,
    key.slice(0, 16),
    alice.cookie.split('=')[1] ?? '',
    'api_key=',
    'example.com',
    'repository',
  ])
    t.notOk(sent.includes(secret), secret.slice(0, 12))
  t.notOk(sent.includes('a name chosen by a person'))
})

t.test(...needsPostgres('a statement is a child span of its request'), async t => {
  const { url, spans } = await collector(t)
  const app = await build(t, { OTEL_EXPORTER_OTLP_ENDPOINT: url })
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  await app.inject({ url: '/api/v1/me', headers: { 'x-api-key': key, ...traced('01') } })
  await revoke(app, alice, id, 'because')
  await app.close()
  const requests = spans().filter(({ kind }) => kind === 2)
  const statementsOf = (name: string) => {
    const request = requests.find(span => span.name === name)
    return spans().filter(
      ({ parentSpanId, traceId }) => parentSpanId === request?.spanId && traceId === request?.traceId,
    )
  }
  t.match(statementsOf('GET /api/v1/me'), [{ name: 'decide' }], 'the statement of a batch is in no trace')
  const [revocation] = statementsOf('DELETE /api/v1/keys/:keyId').slice(-1)
  t.match(attributesOf(revocation ?? { attributes: [] }), { 'db.system.name': 'postgresql', 'db.query.text': /\$1/ })
})

t.test('the caller decides whether its trace is recorded; of other traces, the configured share is', async t => {
  const { url, spans } = await collector(t)
  const app = await build(t, { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_TRACES_SAMPLER_ARG: '0' })
  for (const headers of [traced('00'), traced('01'), {}]) await app.inject({ url: '/healthz', headers })
  await app.close()
  t.match(spans(), [{ parentSpanId: PARENT }])
})

for (const [name, silent] of [
  ['is away', undefined],
  ['takes everything and answers nothing', true],
] as const)
  t.test(`a collector that ${name} delays neither requests nor the shutdown`, async t => {
    const url = silent ? (await collector(t, { silent })).url : `http://127.0.0.1:${await freePort()}`
    const service = await start(t, { DATA_DIR: await preparedFolder(t), OTEL_EXPORTER_OTLP_ENDPOINT: url })
    for (let at = 0; at < 20; at++) t.equal((await fetch(`${service.url}/readyz`)).status, 200)
    const begun = performance.now()
    const { code, output } = await service.end('SIGTERM')
    t.equal(code, 0)
    t.ok(performance.now() - begun < 10_000)
    t.notMatch(output, /"level":[56]0/)
  })

/** Lists the OpenTelemetry modules that a process loads, except its API, which prom-client loads. */
const TELLING = `data:text/javascript,import { registerHooks } from 'node:module'
registerHooks({ load(url, context, next) {
  if (/@opentelemetry.(?!api.)/.test(url)) console.error('loads ' + url)
  return next(url, context)
} })`

t.test('OpenTelemetry is loaded only with a collector', async t => {
  const { url } = await collector(t)
  const NODE_OPTIONS = `${process.env['NODE_OPTIONS'] ?? ''} --import=${JSON.stringify(TELLING.replaceAll('\n', ';'))}`
  const outputOf = async (env: NodeJS.ProcessEnv) => {
    const service = await start(t, { DATA_DIR: await preparedFolder(t), NODE_OPTIONS, ...env })
    await fetch(`${service.url}/readyz`)
    return (await service.end('SIGTERM')).output
  }
  t.notMatch(await outputOf({}), 'loads ')
  t.match(
    await outputOf({ OTEL_EXPORTER_OTLP_ENDPOINT: url }),
    /loads \S+@opentelemetry\/sdk-trace/,
    'and with one it is',
  )
})
