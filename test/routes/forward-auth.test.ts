import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import t from 'tap'
import { createApiKey } from '../../auth/api-key.ts'
import { KEY_FORMAT } from '../../config/key-format.ts'
import { build, call, createKey, revoke } from '../kit/app.ts'
import { Connection } from '../kit/connection.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'

const FREE = { 'x-tier': 'free', 'x-lookback-days': '1', 'x-formats': 'json,csv', 'x-scopes': '*' }

/** An account's windows, which are both used up. */
async function used(app: FastifyInstance, accountId: string) {
  const row = await app.db
    .selectFrom('usage_windows')
    .select(['minute_used', 'day_used'])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return [row.minute_used, row.day_used]
}

async function withKey(app: FastifyInstance, tier: 'free' | 'pro' = 'pro') {
  const person = await signIn(tier)
  const { id, key } = await createKey(app, person)
  return { person, id, key, headers: { authorization: `Bearer ${key}` } }
}

t.test('a valid key is admitted with every header, for any method and path', async t => {
  const app = await build(t)
  const { person, id, headers } = await withKey(app, 'free')
  const expected = { 'x-account-id': person.accountId, 'x-key-id': id, 'x-upstream-query': '', ...FREE }
  const calls: [string, string][] = [
    ['GET', '/forward-auth'],
    ['HEAD', '/forward-auth'],
    ['POST', '/forward-auth/api/v1/iocs'],
    ['DELETE', '/forward-auth/'],
    ['OPTIONS', '/forward-auth//a%2Fb/%F0%9F%92%A9'],
    ['PROPFIND', `/forward-auth/${'long'.repeat(500)}`],
    ['QUERY', '/forward-auth/api/v1/lookup'],
  ]
  for (const [method, url] of calls) {
    const reply = await app.inject({ method: method as 'GET', url, headers })
    t.match(reply, { statusCode: 200, body: '', headers: expected }, `${method} ${url.slice(0, 60)}`)
    t.equal(reply.headers['x-ratelimit-limit'], '10')
  }
  t.same(await used(app, person.accountId), [calls.length, calls.length])
})

t.test('TRACE is not supported', async t => {
  const app = await build(t)
  const { headers } = await withKey(app)
  const reply = await app.inject({ method: 'TRACE' as 'GET', url: '/forward-auth', headers })
  t.match(reply, { statusCode: 405, headers: { allow: /GET/ } })
})

t.test('the query of the requested URI is forwarded without its credential, otherwise unchanged', async t => {
  const app = await build(t)
  const { key, headers } = await withKey(app)
  const kept = 'a=1&b=%2F%2f&&c&=&d=+%20&e=a=b&%61=1&a=2'
  const queries: [string, string, typeof headers | undefined][] = [
    [`?${kept}`, kept, headers],
    [`?api_key=${key}&${kept}`, kept, undefined],
    [`?${kept}&api_key=${key.replace('_', '%5F')}`, kept, undefined],
    [`?api_key=${key}`, '', undefined],
    ['?', '', headers],
  ]
  for (const [query, left, headers] of queries) {
    const reply = await app.inject({ url: `/forward-auth/api/v1/iocs${query}`, ...(headers && { headers }) })
    t.match(reply, { statusCode: 200, headers: { 'x-upstream-query': left } }, query.replace(key, '…'))
  }
})

t.test('with a configured header, only that header determines the requested URI', async t => {
  const app = await build(t, { FORWARDED_URI_HEADER: 'X-Original-URI' })
  const { key, headers } = await withKey(app)
  const uri = { 'x-original-uri': '/api/v1/iocs?a=%2F', 'x-forwarded-uri': `/x?api_key=${key}` }
  const reply = await app.inject({ url: `/forward-auth/x?api_key=${key}`, headers: { ...headers, ...uri } })
  t.match(reply, { statusCode: 200, headers: { 'x-upstream-query': 'a=%2F' } })
  const unseen = await app.inject({ url: `/forward-auth?api_key=${key}`, headers: uri })
  t.match(unseen.json(), { error: { code: 'missing_api_key' } })
  const inUri = await app.inject({ url: '/forward-auth', headers: { 'x-original-uri': `/x?q=1&api_key=${key}` } })
  t.match(inUri, { statusCode: 200, headers: { 'x-upstream-query': 'q=1' } })
  for (const letter of ['é', 'à']) {
    const query = Buffer.from(`q=${letter}`).toString('latin1')
    const unencoded = await app.inject({
      url: '/forward-auth',
      headers: { ...headers, 'x-original-uri': `/x?${query}` },
    })
    t.match(unencoded, { statusCode: 200, headers: { 'x-upstream-query': query } }, letter)
  }

  const wrong = [undefined, '', 'api/v1/iocs', '/a b', '/a#b', '/a, /a', ['/a', '/a']]
  for (const value of wrong) {
    const reply = await app.inject({
      url: '/forward-auth',
      headers: { ...headers, ...(value !== undefined && { 'x-original-uri': value }) },
    })
    t.equal(reply.statusCode, 400, `X-Original-URI: ${value}`)
    t.match(reply.json(), { error: { code: 'validation_error', details: { 'X-Original-URI': String } } })
  }
})

t.test('more than one credential, or a disguised one, is rejected and consumes nothing', async t => {
  const app = await build(t)
  const { person, key, headers } = await withKey(app)
  const cases: [string, Record<string, string | string[]>][] = [
    [`?api_key=${key}`, headers],
    [`?api_key=${key}&api_key=${key}`, {}],
    ['', { ...headers, 'x-api-key': key }],
    ['', { 'x-api-key': [key, key] }],
    ...['api%5Fkey', '%61pi_key', 'API_KEY', 'api_key[]', 'api_key%5B0%5D', '%zz'].map(
      name => [`?${name}=${key}`, headers] as [string, typeof headers],
    ),
  ]
  for (const [query, headers] of cases) {
    const reply = await app.inject({ url: `/forward-auth/x${query}`, headers })
    t.equal(reply.statusCode, 400, query.replaceAll(key, '…'))
    t.notOk(JSON.stringify([reply.headers, reply.body]).includes(key))
  }
  t.same(await used(app, person.accountId), [0, 0])
})

t.test('a request beyond the tier is rejected and consumes nothing', async t => {
  const app = await build(t)
  const [free, pro] = [await withKey(app, 'free'), await withKey(app, 'pro')]
  const requirements: [Record<string, string | string[]>, number, number][] = [
    [{ 'x-required-format': 'json' }, 200, 200],
    [{ 'x-required-format': 'stix' }, 403, 200],
    [{ 'x-required-lookback-days': '1' }, 200, 200],
    [{ 'x-required-lookback-days': '30' }, 403, 200],
    [{ 'x-required-lookback-days': '366' }, 403, 403],
    [{ 'x-required-format': 'json', 'x-required-lookback-days': '30' }, 403, 200],
    [{ 'x-required-format': 'STIX' }, 400, 400],
    [{ 'x-required-format': '' }, 400, 400],
    [{ 'x-required-format': ['stix', 'stix'] }, 400, 400],
    [{ 'x-required-format': 'json,csv' }, 400, 400],
    ...['0', '-1', '1.5', '1e3', 'all', '', '9999999'].map(
      days => [{ 'x-required-lookback-days': days }, 400, 400] as [Record<string, string>, number, number],
    ),
    [{ 'x-required-lookback-days': ['1', '1'] }, 400, 400],
  ]
  const admitted = { free: 0, pro: 0 }
  for (const [required, forFree, forPro] of requirements) {
    for (const [tier, caller, status] of [
      ['free', free, forFree],
      ['pro', pro, forPro],
    ] as const) {
      const reply = await app.inject({ url: '/forward-auth', headers: { ...caller.headers, ...required } })
      t.equal(reply.statusCode, status, `${tier} ${JSON.stringify(required)}`)
      if (status === 403) t.match(reply.json(), { error: { code: 'insufficient_tier' } })
      if (status === 400) t.match(reply.json(), { error: { code: 'validation_error' } })
      if (status === 200) admitted[tier]++
    }
  }
  t.same(await used(app, free.person.accountId), [admitted.free, admitted.free])
  t.same(await used(app, pro.person.accountId), [admitted.pro, admitted.pro])
})

t.test(
  'all rejected keys get the same response, and a revoked key gets it once its revocation is answered',
  async t => {
    const app = await build(t)
    const { person, id, headers } = await withKey(app)
    t.equal((await app.inject({ url: '/forward-auth', headers })).statusCode, 200)
    await revoke(app, person, id)
    for (const authorization of [
      headers.authorization,
      `Bearer ${createApiKey(KEY_FORMAT).secret}`,
      'Bearer nonsense',
    ]) {
      const reply = await app.inject({ url: '/forward-auth', headers: { authorization } })
      t.match(reply, { statusCode: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
      t.equal(reply.json().error.code, 'invalid_api_key')
      t.notOk(reply.headers['x-account-id'])
    }
    for (const request of [
      { url: '/forward-auth/x?api_key=%zz' },
      { url: '/forward-auth/x?api_key' },
      { url: '/forward-auth', headers: { authorization: 'Bearer' } },
      { url: '/forward-auth', headers: { authorization: 'Basic eDp5' } },
      { url: '/forward-auth', headers: { 'x-api-key': '' } },
    ])
      t.equal((await app.inject(request)).json().error.code, 'invalid_api_key')
    const none = await app.inject({
      url: '/forward-auth',
      headers: { cookie: person.cookie, authorization: 'Digest eDp5' },
    })
    t.match(none, { statusCode: 401, headers: { 'www-authenticate': 'Bearer' } })
    t.equal(none.json().error.code, 'missing_api_key')
  },
)

t.test('a rejection for nginx is a 403 that carries the real response', async t => {
  await roomInTheMinute()
  const app = await build(t, { FORWARDED_URI_HEADER: 'X-Original-URI' })
  const { headers } = await withKey(app, 'free')
  const ask = (headers: Record<string, string>, query = '') =>
    app.inject({ url: '/forward-auth-nginx', headers: { 'x-original-uri': `/api/v1/iocs${query}`, ...headers } })
  async function refused(status: number, code: string, headers: Record<string, string>, query = '') {
    const reply = await ask(headers, query)
    t.match(reply, { statusCode: 403, body: '', headers: { 'x-auth-status': String(status) } })
    const { error } = JSON.parse(String(reply.headers['x-auth-body']))
    t.match(error, { code, request_id: reply.headers['x-request-id'] })
    t.match(reply.headers, { 'x-ratelimit-limit': /\d/, 'x-ratelimit-remaining': /\d/, 'x-ratelimit-reset': /\d/ })
    return reply.headers
  }
  t.match(await refused(401, 'missing_api_key', {}), { 'www-authenticate': 'Bearer' })
  t.match(await refused(401, 'invalid_api_key', { 'x-api-key': 'x' }), { 'www-authenticate': /invalid_token/ })
  await refused(400, 'ambiguous_credentials', headers, '?api_key=x')
  await refused(403, 'insufficient_tier', { ...headers, 'x-required-format': 'stix' })
  await refused(400, 'validation_error', { ...headers, 'x-original-uri': 'nowhere' })
  for (let uses = 0; uses < 10; uses++) t.equal((await ask(headers)).statusCode, 200)
  t.match(await refused(429, 'rate_limit_exceeded', headers), { 'retry-after': /^\d+$/ })
  await sql`alter table usage_windows rename to lost`.execute(app.db)
  await refused(500, 'internal_error', headers)
})

t.test("without the header, there is no nginx route, which would lose the clients' queries", async t => {
  const app = await build(t)
  const { headers } = await withKey(app)
  const reply = await app.inject({ url: '/forward-auth-nginx', headers: { ...headers, 'x-original-uri': '/x?a=1' } })
  t.equal(reply.statusCode, 404)
})

t.test('a body is never read, whatever its headers say, and the connection stays usable', async t => {
  const app = await build(t)
  const { person, key } = await withKey(app)
  const url = await app.listen({ port: 0 })
  const post = (headers: string, body: string) =>
    `POST /forward-auth HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\n${headers}\r\n\r\n${body}`
  const large = 'x'.repeat(2_000_000)
  const connection = await Connection.open({ url })
  connection.send(post('Content-Type: application/json\r\nContent-Length: 7', '{broken'))
  connection.send(post('Content-Type: ;;;\r\nContent-Length: 3', 'abc'))
  connection.send(post('Content-Type: text/plain\r\nTransfer-Encoding: chunked', '3\r\nabc\r\n0\r\n\r\n'))
  connection.send(post(`Content-Type: application/json\r\nContent-Length: ${large.length}`, large))
  connection.send(post('Connection: close\r\nContent-Length: 3', 'abc'))
  await connection.closed
  const answers = connection.heard.toString().match(/^HTTP\/1.1 \d+/gm)
  t.same(answers, Array(5).fill('HTTP/1.1 200'))
  t.same(await used(app, person.accountId), [5, 5])
})

t.test('a body of any size can be announced', async t => {
  const app = await build(t)
  const { headers } = await withKey(app)
  const connection = await Connection.open({ url: await app.listen({ port: 0 }) })
  t.teardown(() => connection.socket.destroy())
  connection.send(
    `PUT /forward-auth HTTP/1.1\r\nHost: x\r\nAuthorization: ${headers.authorization}\r\nContent-Length: 9007199254740991\r\n\r\nx`,
  )
  t.match(await connection.received(/\r\n\r\n/), /^HTTP\/1.1 200/)
})

t.test('the document has one operation for all methods and paths', async t => {
  const app = await build(t)
  const document = (await call(app, { url: '/api/openapi.json' })).json()
  const paths = Object.keys(document.paths).filter(path => path.startsWith('/forward-auth'))
  t.same(paths, ['/forward-auth'])
  t.same(Object.keys(document.paths['/forward-auth']), ['get'])
  const { responses } = document.paths['/forward-auth'].get
  t.match(responses, { 200: { headers: { 'X-Upstream-Query': {}, 'X-Account-Id': {} } }, 403: {}, 429: {}, 503: {} })
})
