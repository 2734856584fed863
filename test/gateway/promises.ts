import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { createApiKey } from '../../auth/api-key.ts'
import { onPostgres } from '../database.ts'
import { ADMIN_TOKEN, type Answer, type Gateway } from './harness.ts'

const LIMIT_HEADERS = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']
const PROTECTED = [
  '/api/v1/iocs',
  '/api/v1/stats',
  '/api/v1/export/csv',
  '/api/v1/articles',
  '/api/v1/lookup',
  '/api/v1/rules',
  '/api/taxii2/',
]

/** A refusal in keyward's words, whoever gives it. */
function refused(t: Test, { status, headers, body }: Answer, expected: number, code: string, name: string) {
  t.equal(status, expected, name)
  t.match(headers, { 'content-type': 'application/json; charset=utf-8', 'x-request-id': /^req_/ }, name)
  const envelope = body === '' ? {} : JSON.parse(body)
  t.match(envelope, { error: { code, message: String, request_id: headers['x-request-id'] } }, name)
}

function limited(t: Test, { headers }: Answer, name: string) {
  for (const header of LIMIT_HEADERS) t.match(headers[header], /^\d+$/, `${name}: ${header}`)
}

const values = (rawHeaders: string[], name: string) =>
  rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name)

/** Every promise about a gateway, on a real one; in an order, since the last of them breaks it. */
export async function keepsItsPromises(t: Test, gateway: Gateway) {
  await t.test('an admitted request goes on with its identity and without its credential', t => admits(t, gateway))
  await t.test('the path and query go on as the client wrote them', t => passesOn(t, gateway))
  await t.test('a missing, wrong or revoked key, or two of them, gets the true answer', t => refuses(t, gateway))
  await t.test('the limit is exact over all instances, and what the tier lacks is refused', t => limits(t, gateway))
  await t.test('what a client says of itself counts for nothing', t => spoofs(t, gateway))
  await t.test('no other spelling of a path reaches the upstream or the inside', t => spellings(t, gateway))
  await t.test('HEAD, bodies and pipelines pass as they are', t => carries(t, gateway))
  await t.test('what is too large is refused, and is no outage', t => tooLarge(t, gateway))
  const skip = !onPostgres && 'three instances need PostgreSQL'
  await t.test(
    `one dead instance of three is not missed, and a frozen one makes nobody wait long${skip ? `: ${skip}` : ''}`,
    { skip },
    t => oneGone(t, gateway),
  )
  await t.test(`a database that is away is 503${skip ? `: ${skip}` : ''}`, { skip }, t => databaseAway(t, gateway))
  await t.test('keyward that is away is 503', t => keywardAway(t, gateway))
  await t.test('no credential is in any log', t => silent(t, gateway))
}

async function admits(t: Test, { ask, customer, received, kind }: Gateway) {
  const { accountId, id, key, bearer, cookie } = await customer('pro')
  for (const path of PROTECTED) {
    for (const [name, query, headers] of [
      ['bearer', '', { ...bearer, cookie }],
      ['header', '', { 'X-API-Key': key, authorization: 'Basic c2VjcmV0' }],
      ['query', `?api_key=${key}`, {}],
    ] as const) {
      received.length = 0
      const answer = await ask(path + query, headers)
      if (name === 'query' && !kind.takesQuery) {
        refused(t, answer, 400, 'validation_error', `${path} by query`)
        t.equal(received.length, 0)
        continue
      }
      t.equal(answer.status, 200, `${path} by ${name}`)
      limited(t, answer, path)
      t.match(answer.headers, { 'x-ratelimit-limit': '1000', 'x-request-id': /^req_\w{32}$/ })
      const [{ url, rawHeaders } = { url: '', rawHeaders: [] }] = received
      t.equal(url, path)
      const identity = ['x-account-id', 'x-key-id', 'x-tier', 'x-lookback-days', 'x-formats'].map(header =>
        values(rawHeaders, header),
      )
      t.same(identity, [[accountId], [id], ['pro'], ['365'], ['json,csv,stix,taxii,misp,cef,openioc,sigma']])
      for (const header of ['authorization', 'x-api-key', 'cookie']) t.same(values(rawHeaders, header), [], header)
      t.notMatch(JSON.stringify(received), /sk_live_|c2VjcmV0|sb-access-token/)
    }
  }
}

async function passesOn(t: Test, { ask, customer, received, kind }: Gateway) {
  const { key, bearer } = await customer('pro')
  const query = 'a=1&b=%2F%2f&&c&d=+%20&e=a=b&a=2&url=https://example.com/../x'
  const urls = [
    `/api/v1/iocs?${query}`,
    '/api/v1/lookup/https%3A%2F%2Fexample.com%2Fa%20b?x=%C3%A4',
    '/api/v1/lookup/CVE-2026-1/a.b..c/~x',
    `/api/v1/iocs?long=${'x'.repeat(5_000)}`,
  ]
  for (const url of urls) {
    received.length = 0
    t.equal((await ask(url, bearer)).status, 200, url.slice(0, 60))
    t.equal(received[0]?.url, url)
  }
  if (!kind.takesQuery) return
  received.length = 0
  await ask(`/api/v1/iocs?x=%2F&api_key=${key}&y=a%20b`)
  await ask(`/api/v1/iocs?api_key=${key.replaceAll('_', '%5f')}&x=%2F`)
  t.same(
    received.map(({ url }) => url),
    ['/api/v1/iocs?x=%2F&y=a%20b', '/api/v1/iocs?x=%2F'],
  )
}

async function refuses(t: Test, { ask, customer, received, secrets }: Gateway) {
  const { id, key, bearer, cookie } = await customer('pro')
  const wrong = createApiKey().secret
  secrets.add(wrong)
  received.length = 0
  const missing = await ask('/api/v1/iocs?x=1', { cookie })
  refused(t, missing, 401, 'missing_api_key', 'missing')
  t.equal(missing.headers['www-authenticate'], 'Bearer')
  limited(t, missing, 'missing')

  const ambiguous: [string, Record<string, string | string[]>][] = [
    [`?api_key=${key}`, bearer],
    ['', { ...bearer, 'x-api-key': key }],
    ['', { 'x-api-key': [key, key] }],
  ]
  for (const [query, headers] of ambiguous) {
    const answer = await ask(`/api/v1/iocs${query}`, headers)
    t.equal(answer.status, 400, `two keys: ${Object.keys(headers)}`)
    t.match(JSON.parse(answer.body), { error: { code: /ambiguous_credentials|validation_error/ } })
  }
  for (const name of ['api%5Fkey', '%61pi_key', 'API_KEY', 'api_key[]']) {
    refused(t, await ask(`/api/v1/iocs?${name}=${key}`, bearer), 400, 'validation_error', name)
    const alone = await ask(`/api/v1/iocs?${name}=${key}`)
    t.equal(alone.status, 400, `${name} alone`)
  }

  t.equal((await ask('/api/v1/iocs', bearer)).status, 200, 'good before')
  received.length = 0
  const gone = await ask(`/api/v1/keys/${id}`, { cookie }, { method: 'DELETE' })
  t.equal(gone.status, 200, 'revoked through the gateway')
  for (const authorization of [bearer.authorization, `Bearer ${wrong}`, 'Bearer nonsense']) {
    for (let instance = 0; instance < 3; instance++) {
      const answer = await ask('/api/v1/iocs', { authorization })
      refused(t, answer, 401, 'invalid_api_key', 'revoked or wrong')
      t.equal(answer.headers['www-authenticate'], 'Bearer error="invalid_token"')
      t.equal(answer.headers['cache-control'], 'no-store')
      limited(t, answer, 'revoked or wrong')
    }
  }
  t.equal(received.length, 0, 'nothing reached the upstream')
}

async function limits(t: Test, { ask, customer, received }: Gateway) {
  const { bearer } = await customer('free')
  received.length = 0
  for (const path of ['/api/taxii2/', '/api/v1/export/history', '/api/v1/export/history/2026?format=csv'])
    refused(t, await ask(path, bearer), 403, 'insufficient_tier', path)
  t.equal(received.length, 0)

  // Not over the end of a minute, which would give ten more.
  const left = 60_000 - (Date.now() % 60_000)
  if (left < 5_000) await sleep(left + 100)
  const answers = await Promise.all(Array.from({ length: 30 }, () => ask('/api/v1/iocs', bearer)))
  const admitted = answers.filter(({ status }) => status === 200)
  t.equal(admitted.length, 10)
  t.equal(received.length, 10)
  t.same(admitted.map(({ headers }) => Number(headers['x-ratelimit-remaining'])).sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    refused(t, answer, 429, 'rate_limit_exceeded', 'over the limit')
    t.match(JSON.parse(answer.body).error.details, { window: 'minute', limit: 10, reset: Number })
    t.match(answer.headers, { 'retry-after': /^\d+$/, 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '0' })
  }
}

async function spoofs(t: Test, { ask, customer, received, logs }: Gateway) {
  const [mine, other] = [await customer('free'), await customer('pro')]
  received.length = 0
  const said = {
    'X-Account-Id': other.accountId,
    X_Account_Id: other.accountId,
    'X-Key-Id': [other.id, other.id],
    'X-Tier': 'pro',
    'X-Lookback-Days': '365',
    'X-Formats': 'stix',
    'X-Upstream-Query': 'admin=1',
    'X-Original-URI': '/api/v1/iocs?admin=1',
    'X-Forwarded-Uri': '/api/v1/iocs?admin=1',
    'X-Forwarded-Method': 'DELETE',
    'X-Forwarded-For': '203.0.113.66',
    'X-Forwarded-Host': 'elsewhere.example',
    Forwarded: 'for=203.0.113.66',
    'X-Required-Format': 'nonsense',
    'X-Required-Lookback-Days': '365',
    'X-Auth-Status': '200',
    'X-Request-Id': 'mine',
  }
  const answer = await ask('/api/v1/iocs?x=1', { ...said, ...mine.bearer })
  t.equal(answer.status, 200, answer.body)
  const [{ method, url, rawHeaders } = { method: '', url: '', rawHeaders: [] }] = received
  t.same([method, url], ['GET', '/api/v1/iocs?x=1'])
  t.notMatch(JSON.stringify(received), new RegExp(`${other.accountId}|${other.id}|admin=1|203\\.0\\.113|nonsense`))
  t.same(values(rawHeaders, 'x-account-id'), [mine.accountId])
  t.same(values(rawHeaders, 'x-formats'), ['json,csv'])
  t.same(values(rawHeaders, 'x-request-id'), [answer.headers['x-request-id']])

  received.length = 0
  for (const name of ['X-Original-URI', 'X-Forwarded-Uri']) {
    const answer = await ask('/api/v1/iocs', { [name]: `/api/v1/iocs?api_key=${other.key}` })
    refused(t, answer, 401, 'missing_api_key', `a key in ${name}`)
  }
  const stix = await ask('/api/taxii2/x', { ...mine.bearer, 'X-Required-Format': 'json' })
  refused(t, stix, 403, 'insufficient_tier', 'a requirement of the client')
  t.equal(received.length, 0)
  t.notMatch((await logs()).keyward, /203\.0\.113\.66/)
}

async function spellings(t: Test, { ask, customer, received }: Gateway) {
  const { bearer, cookie, key } = await customer('pro')
  const wanted = { ...bearer, 'X-Forwarded-Host': 'x' }
  received.length = 0
  const outside = [
    '/secret',
    '/api/v1/iocsx',
    '/api/v1/ioc',
    '/api',
    '/api/v1',
    '/api/v2/iocs',
    '/.auth',
    '/.refused/400',
  ]
  const spelled = [
    ...['/API/v1/iocs', '/api/v1/IOCS', '/Api/taxii2/', '//api/v1/iocs', '/api//v1/iocs', '/./api/v1/iocs'],
    ...[
      '/api/v1/%69ocs',
      '/api%2Fv1%2Fiocs',
      '/api/v1%2Fiocs',
      '/x/../api/v1/iocs',
      '/api/v1/iocs;x=1',
      '/api/v1/iocs%3Fx',
    ],
  ]
  const climbing = [
    ...['/api/v1/iocs/../../../secret', '/api/v1/iocs/..%2f..%2f..%2fsecret', '/api/v1/iocs/%2e%2e/%2E%2e/secret'],
    ...['/api/v1/iocs/..;/secret', '/api/v1/iocs/..%5c..%5csecret', '/api/v1/iocs/..\\..\\secret', '/api/v1/iocs/..'],
    ...['/api/v1/iocs/../../taxii2/', '/api/v1/iocs%2f..%2f..%2ftaxii2/', '/docs/..%2fapi/v1/iocs'],
  ]
  for (const path of [...outside, ...spelled, ...climbing]) refused(t, await ask(path, wanted), 404, 'not_found', path)

  const inside = [
    '/admin/v1/accounts/x',
    '/metrics',
    '/forward-auth',
    '/forward-auth/x',
    '/forward-auth-nginx',
    '/readyz',
  ]
  const insideSpelled = [
    ...['/api/v1/verify', '/%61dmin/v1/accounts/x', '/docs/..%2fadmin/v1/accounts/x', '/docs/../metrics', '/m%65trics'],
    ...['/forward-auth/..%2fdocs', '/forward-auth/%2e%2e/docs', '/admin/v1/accounts/..%2f..%2f..%2fdocs', '//metrics'],
    ...[
      '/api/v1/keys/..%2fverify',
      '/api/v1/keys/..%2f..%2f..%2fmetrics',
      '/docs/..;/metrics',
      '/demo/sign-in?token=x',
    ],
  ]
  for (const path of [...inside, ...insideSpelled])
    for (const headers of [wanted, { authorization: `Bearer ${ADMIN_TOKEN}` }])
      refused(t, await ask(path, headers), 404, 'not_found', path)
  t.equal(received.length, 0, 'nothing reached the upstream')

  const open = ['/', '/docs', '/api/openapi.json', '/api/v1/session', '/api/v1/keys?limit=1', '/api/v1/usage']
  for (const path of open) {
    const answer = await ask(path, { cookie })
    t.ok(answer.status === 200 || (path === '/' && answer.status === 404) || answer.status === 302, `${path} is open`)
    limited(t, answer, path)
  }
  t.equal((await ask('/api/v1/me', { 'X-API-Key': key })).status, 200)
  t.equal((await ask('/api/v1/audit-events', { cookie })).status, 200)
}

async function carries(t: Test, { ask, customer, received, port }: Gateway) {
  const { bearer, key } = await customer('pro')
  received.length = 0
  const head = await ask('/api/v1/iocs', bearer, { method: 'HEAD' })
  t.same([head.status, head.body, received[0]?.method], [200, '', 'HEAD'])
  limited(t, head, 'HEAD')
  t.same((await ask('/api/v1/iocs', {}, { method: 'HEAD' })).status, 401)

  received.length = 0
  const body = JSON.stringify({ iocs: 'é'.repeat(300_000) })
  const posted = await ask(
    '/api/v1/lookup',
    { ...bearer, 'content-type': 'application/json' },
    { method: 'POST', body },
  )
  t.equal(posted.status, 200)
  t.equal(digest(received[0]?.body ?? ''), digest(body))
  t.same([received[0]?.method, received[0]?.url], ['POST', '/api/v1/lookup'])
  refused(t, await ask('/api/v1/lookup', {}, { method: 'POST', body }), 401, 'missing_api_key', 'a body without a key')
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    t.equal((await ask('/api/v1/lookup', bearer, { method, body: 'x' })).status, 200, method)

  received.length = 0
  const socket = connect(port, '127.0.0.1')
  for (let at = 1; at <= 100; at++) {
    const last = at === 100 ? 'Connection: close\r\n' : ''
    const request = at % 2 ? `GET /api/v1/iocs?n=${at}` : `POST /api/v1/lookup?n=${at}`
    const content = at % 2 ? '\r\n' : 'Content-Length: 3\r\n\r\nabc'
    socket.write(`${request} HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\n${last}${content}`)
  }
  const answers = (await text(socket)).match(/^HTTP\/1\.1 \d+/gm)
  t.same(answers, Array(100).fill('HTTP/1.1 200'))
  t.same(
    received.map(({ url }) => Number(url?.split('n=')[1])),
    Array.from({ length: 100 }, (_, at) => at + 1),
  )
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

async function tooLarge(t: Test, { ask, customer, received }: Gateway) {
  const { bearer } = await customer('pro')
  received.length = 0
  const headers = await ask('/api/v1/iocs', { ...bearer, 'x-large': 'x'.repeat(17_000) })
  refused(t, headers, 431, 'headers_too_large', 'headers')
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`x-large-${at}`, 'x'.repeat(2_000)]))
  refused(t, await ask('/api/v1/iocs', { ...bearer, ...many }), 431, 'headers_too_large', 'many headers')
  const url = await ask(`/api/v1/iocs?x=${'x'.repeat(17_000)}`, bearer)
  t.ok(url.status === 414 || url.status === 431, `a URL: ${url.status}`)
  t.match(JSON.parse(url.body).error.code, /too_l(ong|arge)/)
  t.equal(received.length, 0)
  // As much as still fits is no outage either.
  const some = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`x-large-${at}`, 'x'.repeat(2_000)]))
  t.equal((await ask('/api/v1/iocs', { ...bearer, ...some })).status, 200)
}

async function oneGone(t: Test, { ask, customer, keywards }: Gateway) {
  const { bearer } = await customer('pro')
  await keywards[0]?.program.end('SIGKILL')
  for (let at = 0; at < 30; at++) t.equal((await ask('/api/v1/iocs', bearer)).status, 200)
  keywards[1]?.program.child.kill('SIGSTOP')
  for (let at = 0; at < 5; at++) {
    const start = Date.now()
    const { status } = await ask('/api/v1/iocs', bearer)
    t.ok(status === 200 || status === 503, `beside a frozen one: ${status}`)
    t.ok(Date.now() - start < 2_500, `in ${Date.now() - start} ms`)
  }
  keywards[1]?.program.child.kill('SIGCONT')
  await sleep(1_100) // for as long it counts as gone
  for (let at = 0; at < 10; at++) t.equal((await ask('/api/v1/iocs', bearer)).status, 200)
}

async function unavailable(t: Test, { ask, kind }: Gateway, key: string) {
  for (const [query, headers] of [
    ['', { authorization: `Bearer ${key}` }],
    ['?x=1', { 'x-api-key': key }],
    ...(kind.takesQuery ? [[`?api_key=${key}`, {}] as const] : []),
  ] as const) {
    const start = Date.now()
    const answer = await ask(`/api/v1/iocs${query}`, headers)
    refused(t, answer, 503, 'service_unavailable', JSON.stringify(Object.keys(headers)))
    t.match(answer.headers, { 'retry-after': /^[1-9]/, 'cache-control': 'no-store' })
    t.ok(Date.now() - start < 2_500, `in ${Date.now() - start} ms`)
  }
}

async function databaseAway(t: Test, gateway: Gateway) {
  const { ask, customer, received, database } = gateway
  const { key, bearer } = await customer('pro')
  received.length = 0
  database.cut()
  await unavailable(t, gateway, key)
  t.equal(received.length, 0)
  database.mend()
  const start = Date.now()
  let status = 503
  while (status !== 200 && Date.now() - start < 5_000) status = (await ask('/api/v1/iocs', bearer)).status
  t.equal(status, 200, `back after ${Date.now() - start} ms`)
}

async function keywardAway(t: Test, gateway: Gateway) {
  const { ask, customer, received, keywards, kind } = gateway
  const { key, cookie } = await customer('pro')
  received.length = 0
  for (const { program } of keywards) await program.end('SIGKILL')
  await unavailable(t, gateway, key)
  refused(t, await ask('/api/v1/keys', { cookie }), 503, 'service_unavailable', 'a session route')
  refused(t, await ask(`/nowhere?api_key=${key}`), 503, 'service_unavailable', 'no route')
  const disguised = await ask(`/api/v1/iocs?api%5Fkey=${key}`, {}, { method: 'POST', body: 'x' })
  t.equal(disguised.status, kind.takesQuery ? 503 : 400)
  t.equal(received.length, 0)
}

async function silent(t: Test, { logs, secrets }: Gateway) {
  const { gateway, keyward } = await logs()
  t.match(gateway, /"status":503/, 'the gateway logs')
  t.match(keyward, /"request_id":"req_/, 'keyward logs')
  for (const secret of secrets) {
    for (const form of [secret, encodeURIComponent(secret), secret.replaceAll('_', '%5f'), secret.slice(-40)]) {
      t.notOk(gateway.includes(form), 'not in the log of the gateway')
      t.notOk(keyward.includes(form), 'not in the log of keyward')
    }
  }
  t.notMatch(gateway + keyward, /sk_live_[0-9A-Za-z]{8}_|c2VjcmV0/)
}
