import { readFile } from 'node:fs/promises'
import t from 'tap'
import { createApiKey } from '../../auth/api-key.ts'
import { KEY_FORMAT } from '../../config/key-format.ts'
import { type App, build, createKey, revoke, useKey } from '../kit/app.ts'
import { needsPostgres } from '../kit/database.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'

t.test('metrics count decisions, rejections and limits, without accounts or keys', async t => {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
  await roomInTheMinute()
  const app = await build(t)
  const bob = await signIn('free')
  const { id, key } = await createKey(app, bob)
  await Promise.all(Array.from({ length: 12 }, () => useKey(app, key)))
  await useKey(app, createApiKey(KEY_FORMAT).secret)
  await revoke(app, bob, id)
  await useKey(app, key)
  const reply = await app.inject('/metrics')
  t.equal(reply.statusCode, 200)
  t.match(reply.headers['content-type'], /^text\/plain/)
  for (const line of [
    'keyward_authorize_outcomes_total{outcome="admitted"} 10',
    'keyward_authorize_outcomes_total{outcome="limited"} 2',
    'keyward_authorize_outcomes_total{outcome="unknown"} 1',
    'keyward_authorize_outcomes_total{outcome="revoked"} 1',
    'keyward_limited_total{whose="account",window="minute"} 2',
    'keyward_errors_total{code="invalid_api_key"} 2',
    'keyward_authorize_statements_in_flight 0',
    `keyward_build_info{version="${version}",node="${process.version}"} 1`,
  ])
    t.ok(reply.body.includes(`${line}\n`), line)
  t.match(reply.body, /keyward_authorize_seconds_count \d+\n/)
  t.match(reply.body, /keyward_authorize_batch_requests_sum 14\n/)
  for (const secret of [key, id, bob.accountId]) t.notOk(reply.body.includes(secret))
})

t.test('with METRICS_TOKEN, only its bearer can read the metrics', async t => {
  const token = 'a token of the metrics, 32 characters or more'
  const app = await build(t, { METRICS_TOKEN: token })
  t.equal((await app.inject('/metrics')).statusCode, 401)
  const reply = await app.inject({ url: '/metrics', headers: { authorization: `bearer ${token}` } })
  t.equal(reply.statusCode, 200)
})

/** How many responses are counted, by method, route and status. */
async function counted(app: App) {
  const { body } = await app.inject('/metrics')
  const lines = body.matchAll(/^keyward_http_request_duration_seconds_count\{(.+)\} (\d+)$/gm)
  return Object.fromEntries(
    [...lines].map(([, labels = '', count]) => [labels.replaceAll(/\w+=|"/g, ''), Number(count)]),
  )
}

t.test('responses are counted by method, route pattern and status, never by URL', async t => {
  const app = await build(t, { FORWARDED_URI_HEADER: 'X-Original-URI' })
  const bob = await signIn('free')
  const { id, key } = await createKey(app, bob)
  await useKey(app, key)
  await app.inject(`/api/v1/me?api_key=${key}`)
  await app.inject({ method: 'HEAD', url: '/healthz' })
  await app.inject({ url: '/forward-auth/v1/iocs', headers: { 'x-api-key': key, 'x-original-uri': '/v1/iocs' } })
  await app.inject({ url: '/forward-auth-nginx', headers: { 'x-original-uri': '/v1/iocs' } })
  await revoke(app, bob, id)
  t.same(await counted(app), {
    'POST,/api/v1/keys,201': 1,
    'GET,/api/v1/me,200': 2,
    'HEAD,/healthz,200': 1,
    'GET,/forward-auth/*,200': 1,
    'GET,/forward-auth-nginx,401': 1,
    'DELETE,/api/v1/keys/:keyId,200': 1,
  })
  const { body } = await app.inject('/metrics')
  for (const secret of [key, id, 'iocs', bob.accountId]) t.notOk(body.includes(secret))
  t.match(
    body,
    /^keyward_http_request_duration_seconds_bucket\{le="\+Inf",method="GET",route="\/api\/v1\/me",status="200"\} 2$/m,
  )
})

t.test('unknown paths and methods are counted together and add no series', async t => {
  const app = await build(t, { ANONYMOUS_LIMIT_PER_MINUTE: '10000' })
  for (let at = 0; at < 20; at++) await app.inject(`/nowhere/${at}`)
  for (const method of ['PUT', 'PROPFIND', 'MKCOL', 'PURGE'] as const)
    for (const url of ['/healthz', '/readyz', '/metrics']) await app.inject({ method: method as 'PUT', url })
  t.same(await counted(app), { 'GET,none,404': 20, 'PUT,none,405': 3, 'other,none,405': 9 })
})

t.test(...needsPostgres('connections in use and requests that wait for one are reported by pool'), async t => {
  const app = await build(t)
  const holding = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const held = app.db.connection().execute(async () => {
    begun.resolve()
    await holding.promise
  })
  await begun.promise
  const { body } = await app.inject('/metrics')
  holding.resolve()
  await held
  t.match(body, /^keyward_database_connections\{pool="general",state="in_use"\} 1$/m)
  t.match(body, /^keyward_database_connections\{pool="decisions",state="in_use"\} 0$/m)
  t.match(body, /^keyward_database_requests_waiting\{pool="general"\} 0$/m)
  t.match(body, /^keyward_authorize_requests_waiting 0$/m)
})
