import t from 'tap'
import { build, call, createKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

const LISTED = 'https://app.example.com'
const FOREIGN = 'https://evil.example'
const app = await build(t, { CORS_ORIGINS: `${LISTED}, http://localhost:5173`, ADMIN_TOKEN: 'x'.repeat(32) })
const alice = await signIn('pro')
const { id } = await createKey(app, alice)

const preflight = (url: string, origin: string, method = 'DELETE') =>
  app.inject({
    method: 'OPTIONS',
    url,
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'content-type',
    },
  })

t.test('a preflight of a listed origin is allowed on session routes', async t => {
  const urls = ['/api/v1/keys', `/api/v1/keys/${id}`, '/api/v1/session', '/api/v1/audit-events', '/api/v1/usage']
  for (const url of urls)
    for (const origin of [LISTED, 'http://localhost:5173']) {
      const { statusCode, headers } = await preflight(url, origin)
      t.equal(statusCode, 204, url)
      t.match(headers, {
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': /DELETE/,
        'access-control-allow-headers': /content-type/i,
        'x-request-id': /^req_/,
        'x-ratelimit-limit': '300',
        'x-ratelimit-remaining': '300',
      })
      t.match(headers['vary'], /Origin/)
    }
})

t.test('a preflight of a foreign origin gets no permission', async t => {
  for (const origin of [FOREIGN, 'null', `${LISTED}.evil.example`, 'http://app.example.com', `${LISTED}:444`]) {
    const { headers } = await preflight(`/api/v1/keys/${id}`, origin)
    t.same(
      Object.keys(headers).filter(name => name.startsWith('access-control')),
      [],
      origin,
    )
    t.match(headers['vary'], /Origin/)
  }
})

t.test('other routes allow no preflight', async t => {
  for (const url of ['/api/v1/me', '/healthz', `/admin/v1/accounts/${id}`, '/nowhere']) {
    const { headers } = await preflight(url, LISTED)
    t.equal(headers['access-control-allow-origin'], undefined, url)
  }
})

t.test('an OPTIONS request needs no session, consumes nothing and changes nothing', async t => {
  const before = (await app.inject('/healthz')).headers['x-ratelimit-remaining']
  for (const headers of [{}, { origin: LISTED }, { origin: FOREIGN }]) {
    const { statusCode, body } = await app.inject({ method: 'OPTIONS', url: `/api/v1/keys/${id}`, headers })
    t.same([statusCode, body], [204, ''])
  }
  t.equal((await app.inject('/healthz')).headers['x-ratelimit-remaining'], before)
})

t.test('responses of session routes can be read from a listed origin, including errors', async t => {
  const asked = [
    { as: alice, url: '/api/v1/keys', expect: 200 },
    { as: alice, url: '/api/v1/keys/nonsense', expect: 400 },
    { url: '/api/v1/keys', expect: 401 },
    { as: alice, url: '/api/v1/keys/00000000-0000-4000-8000-000000000000', expect: 404 },
  ]
  for (const { expect, ...request } of asked) {
    const reply = await call(app, { ...request, headers: { origin: LISTED } })
    t.equal(reply.statusCode, expect)
    t.equal(reply.headers['access-control-allow-origin'], LISTED)
    const exposed = String(reply.headers['access-control-expose-headers'])
    for (const name of [
      'X-RateLimit-Limit',
      'X-RateLimit-Remaining',
      'X-RateLimit-Reset',
      'X-Request-Id',
      'Retry-After',
    ])
      t.match(exposed, name)
    const foreign = await call(app, { ...request, headers: { origin: FOREIGN } })
    t.equal(foreign.headers['access-control-allow-origin'], undefined)
    t.match(foreign.headers['vary'], /Origin/)
  }
})

t.test('with origins listed, an unknown path is still 404 and another method still 405', async t => {
  t.equal((await call(app, { as: alice, url: '/api/v1/nowhere' })).statusCode, 404)
  t.equal((await call(app, { as: alice, method: 'PUT', url: '/api/v1/keys' })).statusCode, 405)
})

t.test('with no origin listed, no preflight is allowed', async t => {
  const closed = await build(t)
  const reply = await closed.inject({
    method: 'OPTIONS',
    url: '/api/v1/keys',
    headers: { origin: FOREIGN, 'access-control-request-method': 'DELETE' },
  })
  t.equal(reply.statusCode, 405)
  t.equal(reply.headers['access-control-allow-origin'], undefined)
})
