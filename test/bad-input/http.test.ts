import { METHODS } from 'node:http'
import t from 'tap'
import { sampled } from '../kit/exhaustive.ts'
import { head } from '../kit/http.ts'
import { ADMIN_TOKEN } from './answer.ts'
import { type Case, check, checkAll, serve } from './service.ts'

const service = await serve(t)
const { id, key, owner } = service
const KEY_PATH = `/api/v1/keys/${id}`

/** The paths of the service, with the methods of each. */
const PATHS: Record<string, string> = {
  '/api/v1/keys': 'GET, HEAD, POST',
  [KEY_PATH]: 'DELETE, GET, HEAD, PATCH',
  [`${KEY_PATH}/rotation`]: 'DELETE, POST',
  [`${KEY_PATH}/leak`]: 'POST',
  '/api/v1/keys/revocations': 'POST',
  '/api/v1/credentials/revoke': 'POST',
  '/api/v1/session': 'GET, HEAD',
  '/api/v1/audit-events': 'GET, HEAD',
  '/api/v1/usage': 'GET, HEAD',
  '/api/v1/me': 'GET, HEAD',
  '/': 'GET, HEAD',
  '/healthz': 'GET, HEAD',
  '/readyz': 'GET, HEAD',
  '/api/openapi.json': 'GET, HEAD',
  '/api/v1/account-events': 'GET, HEAD',
  [`/admin/v1/accounts/${owner.accountId}`]: 'GET, HEAD, PUT',
  [`/admin/v1/accounts/${owner.accountId}/keys/${id}`]: 'DELETE, GET, HEAD, PATCH',
}

t.test('an unsupported method on a known path is 405 with the supported ones', async t => {
  const cookie: [string, string] = ['Cookie', owner.cookie]
  const wrong = Object.entries(PATHS).flatMap(([path, allowed]) =>
    METHODS.filter(method => method !== 'CONNECT' && !allowed.split(', ').includes(method)).map(
      method => [method, path, allowed] as const,
    ),
  )
  // 7 has no factor with the number of methods in common: over the paths, each method is tried.
  for (const [method, path, allowed] of sampled(wrong, 7, ([, path]) => path))
    await t.test(`${method} ${path}`, async t => {
      const send = { method, path, headers: [cookie] }
      const reply = await check(t, service, { name: '', send, status: 405 })
      t.equal(reply.headers['allow'], allowed)
    })
})

function credentialOf(path: string): [string, string] {
  if (path.startsWith('/admin')) return ['Authorization', `Bearer ${ADMIN_TOKEN}`]
  return path.endsWith('/me') ? ['X-API-Key', key] : ['Cookie', owner.cookie]
}

t.test('HEAD responds like GET, without the body', async t => {
  for (const path of Object.keys(PATHS)) {
    if (!PATHS[path]?.includes('HEAD')) continue
    await t.test(path, async t => {
      const headers = [credentialOf(path)]
      const head = await check(t, service, { name: '', send: { method: 'HEAD', path, headers }, status: 200 })
      const get = await check(t, service, { name: '', send: { path, headers }, status: 200 })
      t.equal(head.body, '')
      t.equal(head.headers['content-type'], get.headers['content-type'])
    })
  }
  await check(t, service, { name: '', send: { method: 'HEAD', path: '/api/v1/me' }, status: 401 })
  await check(t, service, { name: '', send: { method: 'HEAD', path: '/nowhere' }, status: 404 })
})

const HOST = 'Host: keyward.test'
const CLOSE = 'Connection: close'
const get = (...headers: string[]) => head('GET /healthz HTTP/1.1', HOST, CLOSE, ...headers)
const getFile = (header: string) => head('GET /docs/static/index.css HTTP/1.1', HOST, CLOSE, header)
const withKey = `X-API-Key: ${key}`

/** Requests that Node and Fastify answer before any hook runs, and similar ones. */
const RAW: Case[] = [
  { name: 'no Host', send: head('GET /healthz HTTP/1.1', CLOSE, withKey), status: 400, code: 'validation_error' },
  { name: 'no Host on HTTP/1.0', send: head('GET /healthz HTTP/1.0'), status: 200 },
  { name: 'an empty Host', send: head('GET /healthz HTTP/1.1', 'Host:', CLOSE), status: [200, 400] },
  { name: 'a bad escape', send: head(`GET /%ZZ?api_key=${key} HTTP/1.1`, HOST, CLOSE), status: 400 },
  { name: 'a bad escape, unknown method', send: head('PURGE /%E0%A4%A HTTP/1.1', HOST, CLOSE), status: 400 },
  {
    name: 'an id of 101 characters',
    send: head(`GET /api/v1/keys/${'1'.repeat(101)} HTTP/1.1`, HOST, CLOSE),
    status: 414,
    code: 'uri_too_long',
  },
  { name: 'Expect: nonsense', send: get('Expect: nonsense', withKey), status: 417, code: 'expectation_failed' },
  {
    name: 'Expect with a body to come',
    send: head(
      `DELETE ${KEY_PATH} HTTP/1.1`,
      HOST,
      CLOSE,
      'Expect: 200-ok',
      'Content-Length: 2',
      `Cookie: ${owner.cookie}`,
    ),
    status: 417,
  },
  {
    name: 'CONNECT',
    send: head('CONNECT keyward.test:443 HTTP/1.1', HOST, withKey),
    status: 405,
    code: 'method_not_allowed',
  },
  { name: 'CONNECT to a path', send: head('CONNECT /api/v1/me HTTP/1.1', HOST, withKey), status: [400, 405] },
  { name: 'TRACE', send: head('TRACE /api/v1/me HTTP/1.1', HOST, CLOSE, withKey), status: 405 },
  { name: 'TRACE of nothing', send: head('TRACE /nowhere HTTP/1.1', HOST, CLOSE, withKey), status: 404 },
  { name: 'OPTIONS *', send: head('OPTIONS * HTTP/1.1', HOST, CLOSE), status: 405 },
  {
    name: 'a lower-case method',
    send: head('get /api/v1/me HTTP/1.1', HOST, withKey),
    status: 400,
    code: 'validation_error',
  },
  { name: 'a method that is none', send: head('REVOKE /api/v1/me HTTP/1.1', HOST, withKey), status: 400 },
  { name: 'a method glued to the path', send: head(`DELETE${KEY_PATH} HTTP/1.1`, HOST), status: 400 },
  { name: 'no version', send: head('GET /healthz', HOST), status: [200, 400] },
  { name: 'HTTP/0.9', send: 'GET /healthz\r\n\r\n', status: [200, 400] },
  { name: 'HTTP/3.0', send: head('GET /healthz HTTP/3.0', HOST), status: 400 },
  { name: 'the HTTP/2 preface', send: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', status: 400 },
  { name: 'RTSP', send: head('DESCRIBE /api/v1/me RTSP/1.0', HOST, withKey), status: 400, code: 'validation_error' },
  { name: 'TLS', send: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', status: 400 },
  { name: 'nonsense', send: `\0\xff${key}\r\n\r\n`, status: 400 },
  { name: 'a space in the path', send: head('GET /api/v1/me HTTP/1.1 HTTP/1.1', HOST), status: 400 },
  { name: 'a newline in the path', send: head(`GET /api/v1/me\r\nX: y HTTP/1.1`, HOST), status: [400, 401] },
  { name: 'a header without a colon', send: get(key), status: 400 },
  { name: 'a space before the colon', send: get(`X-API-Key : ${key}`), status: 400 },
  { name: 'a header with NUL', send: get(`X-API-Key: ${key}\0`), status: 400 },
  { name: 'a folded header', send: get('X-API-Key:', ` ${key}`), status: [200, 400] },
  { name: 'a length that is none', send: get('Content-Length: many'), status: 400 },
  { name: 'a negative length', send: get('Content-Length: -1'), status: 400 },
  { name: 'two lengths', send: get('Content-Length: 0', 'Content-Length: 2'), status: 400 },
  { name: 'a length and chunks', send: get('Content-Length: 5', 'Transfer-Encoding: chunked'), status: 400 },
  {
    name: 'a coding that is none',
    send: head('POST /api/v1/keys HTTP/1.1', HOST, 'Transfer-Encoding: gzip'),
    status: [400, 401],
  },
  {
    name: 'a chunk that is none',
    send: `${head(`DELETE ${KEY_PATH} HTTP/1.1`, HOST, 'Content-Type: application/json', 'Transfer-Encoding: chunked', `Cookie: ${owner.cookie}`)}zz\r\n{}\r\n`,
    status: 400,
  },
  { name: 'a header of 17 kB', send: get(`X-API-Key: ${'x'.repeat(17_000)}`), status: 431, code: 'headers_too_large' },
  { name: 'a cookie of 17 kB', send: get(`Cookie: sb-access-token=${'x'.repeat(17_000)}`), status: 431 },
  { name: 'a URL of 17 kB', send: head(`GET /${'x'.repeat(17_000)} HTTP/1.1`, HOST), status: [414, 431] },
  {
    name: 'a query of 17 kB',
    send: head(`GET /api/v1/me?api_key=${'x'.repeat(17_000)} HTTP/1.1`, HOST),
    status: [414, 431],
  },
  {
    name: 'a query of 15 kB',
    send: head(`GET /api/v1/me?api_key=${'x'.repeat(15_000)} HTTP/1.1`, HOST, CLOSE),
    status: 401,
  },
  { name: '500 headers', send: get(...Array.from({ length: 500 }, (_, at) => `X-${at}: y`)), status: 200 },
  { name: '3,000 headers', send: get(...Array.from({ length: 3_000 }, (_, at) => `X-${at}: y`)), status: [200, 431] },
  {
    name: 'an upgrade',
    send: head('GET /healthz HTTP/1.1', HOST, 'Connection: close, Upgrade', 'Upgrade: websocket'),
    status: 200,
  },
  { name: 'the absolute form', send: head('GET http://elsewhere.test/healthz HTTP/1.1', HOST, CLOSE), status: 200 },
  {
    name: 'an unknown path',
    send: head(`GET /nowhere?api_key=${key} HTTP/1.1`, HOST, CLOSE),
    status: 404,
    code: 'not_found',
  },
  {
    name: 'an unknown path with a body of text',
    send: `${head('POST /nowhere HTTP/1.1', HOST, CLOSE, 'Content-Type: text/plain', 'Content-Length: 1')}x`,
    status: 404,
  },
  {
    name: 'a 405 with a body of text',
    send: `${head('POST /healthz HTTP/1.1', HOST, CLOSE, 'Content-Type: text/plain', 'Content-Length: 1')}x`,
    status: 405,
  },
  { name: 'an Accept that nothing fits', send: get('Accept: image/png', 'Accept-Version: 9'), status: 200 },
  { name: 'a range of a file that lies behind its end', send: getFile('Range: bytes=999999999-'), status: 400 },
  { name: 'a file, if it is another', send: getFile('If-Match: "another"'), status: 400 },
  { name: 'a file, if it is old', send: getFile('If-Unmodified-Since: Mon, 01 Jan 2001 00:00:00 GMT'), status: 400 },
  { name: 'a range', send: get('Range: bytes=0-1', 'If-None-Match: *'), status: 200 },
]

t.test('responses sent before any hook have the envelope and the headers too', t => checkAll(t, service, RAW))

t.test('methods cannot be replaced by a header or a parameter', async t => {
  const cookie = ['Cookie', owner.cookie] as const
  const json = ['Content-Type', 'application/json'] as const
  const overrides = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'] as const
  await checkAll(t, service, [
    ...overrides.map(
      (name): Case => ({ name, send: { path: KEY_PATH, headers: [cookie, [name, 'DELETE']] }, status: 200 }),
    ),
    { name: '_method in the query', send: { path: `${KEY_PATH}?_method=DELETE`, headers: [cookie] }, status: 200 },
    {
      name: '_method in a body',
      send: { method: 'POST', path: KEY_PATH, headers: [cookie, json], body: '{"_method":"DELETE"}' },
      status: 405,
    },
  ])
})
