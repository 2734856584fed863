import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import { identity, limited, rejected, values } from './answers.ts'
import type { Gateway } from './harness.ts'

const PREFLIGHT = { origin: 'https://app.example.com', 'access-control-request-method': 'POST' }

/** A preflight: a browser's request before a cross-origin one. */
export async function preflights(t: Test, { ask, customer, received, kind }: Gateway) {
  const { bearer, cookie, key } = await customer('pro')
  const sent = {
    ...bearer,
    cookie,
    'x-account-id': 'mine',
    'x-entitlements': '{}',
    'x-scopes': '*',
    'x-required-scope': 'none',
    'x-request-cost': '9',
  }
  for (const path of ['/api/v1/iocs', '/api/v1/export/history', '/api/taxii2/x']) {
    received.length = 0
    const answer = await ask(`${path}?x=1`, { ...PREFLIGHT, ...sent }, { method: 'OPTIONS' })
    t.equal(answer.status, 200, `${path}: the API answers`)
    const [{ method, url, rawHeaders } = { method: '', url: '', rawHeaders: [] }] = received
    t.equal(method, 'OPTIONS')
    t.equal(url, path, 'without its query')
    t.same(
      identity(rawHeaders).map(([value = '']) => value),
      ['', '', '', '', '', '', ''],
      'no identity is sent',
    )
    for (const name of ['authorization', 'cookie', 'x-required-scope', 'x-request-cost'])
      t.same(values(rawHeaders, name), [], name)
  }
  received.length = 0
  for (const name of ['api_key', 'api.key', 'x=1;api_key'])
    await ask(`/api/v1/iocs?${name}=${key}`, PREFLIGHT, { method: 'OPTIONS' })
  t.notMatch(JSON.stringify(received), /sk_live_/)
  received.length = 0
  const odd = '/api/v1/lookup/https%3A%2F%2Fexample.com%2f'
  t.equal((await ask(`${odd}?x=1`, PREFLIGHT, { method: 'OPTIONS' })).status, 200)
  t.equal(received[0]?.url, odd, 'the path is forwarded as the client wrote it')
  received.length = 0
  for (const [name, headers, method] of [
    ['without an origin', { 'access-control-request-method': 'POST' }, 'OPTIONS'],
    ['without a method', { origin: PREFLIGHT.origin }, 'OPTIONS'],
    ['by another method', PREFLIGHT, 'GET'],
  ] as const)
    rejected(t, await ask('/api/v1/iocs', headers, { method }), 401, 'missing_api_key', `a preflight ${name}`)
  for (const path of ['/api/v1/verify', '/admin/v1/revocations', '/forward-auth', '/api/v1/IOCS'])
    t.equal((await ask(path, PREFLIGHT, { method: 'OPTIONS' })).status, 404, `${kind.name}: ${path}`)
  t.same(received, [])
}

/** WebSockets are rejected because a revocation does not end an open connection. */
export async function webSockets(t: Test, { ask, customer, received, kind }: Gateway) {
  const { bearer } = await customer('pro')
  received.length = 0
  const headers = {
    ...bearer,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  }
  const answer = await ask('/api/v1/iocs', headers)
  rejected(t, answer, 400, 'validation_error', 'a WebSocket')
  if (kind.name === 'caddy') limited(t, answer, 'a WebSocket')
  t.same(received, [])
  const others = { ...bearer, connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' }
  t.equal((await ask('/api/v1/iocs', others)).status, 200, 'an upgrade to h2c, as curl offers it, is ignored')
}

const LARGE = 'x'.repeat(9_000_000)

export async function uploads(t: Test, { port, ask, customer, received }: Gateway) {
  const { bearer } = await customer('pro')
  for (const headers of [{}, { 'transfer-encoding': 'chunked' }] as Record<string, string>[]) {
    const isChunked = 'transfer-encoding' in headers
    const body = isChunked ? `${LARGE.length.toString(16)}\r\n${LARGE}\r\n0\r\n\r\n` : LARGE
    received.length = 0
    const good = await ask('/api/v1/lookup', { ...bearer, ...headers }, { method: 'POST', body })
    t.equal(good.status, 200)
    t.ok(received[0]?.body === LARGE, 'the body arrives unchanged')
    received.length = 0
    for (let tries = 0; tries < 3; tries++) t.match(await rejectedUpload(port, headers), REJECTED)
    t.equal(received.length, 0)
  }
}

const REJECTED = /^HTTP\/1.1 401 [\s\S]*"code":"invalid_api_key"/

/** Sent by a client that reads while it writes: the gateway responds before it has read the body, and may then close. */
async function rejectedUpload(port: number, headers: Record<string, string>) {
  const all = { Expect: '', Authorization: 'Bearer wrong', ...headers }
  const curl = spawn('curl', [
    ...['--silent', '--include', '--data-binary', '@-'],
    ...Object.entries(all).flatMap(([name, value]) => ['--header', `${name}:${value}`]),
    `http://127.0.0.1:${port}/api/v1/lookup`,
  ])
  curl.stdin.on('error', () => {}).end(LARGE)
  return text(curl.stdout)
}

export async function scopes(t: Test, { ask, customer, received }: Gateway) {
  const { cookie } = await customer('pro')
  const keyWith = async (scopes: string[]) => {
    const body = { name: 'with scopes', scopes }
    return { authorization: `Bearer ${(await ask('/api/v1/keys', {}, { cookie, method: 'POST', body })).json().key}` }
  }
  const [reader, exporter] = [await keyWith(['iocs:read']), await keyWith(['iocs:read', 'export:read'])]
  received.length = 0
  for (const path of ['/api/v1/export', '/api/v1/export/csv', '/api/v1/export/history']) {
    const answer = await ask(path, { ...reader, 'x-required-scope': 'iocs:read' })
    rejected(t, answer, 403, 'insufficient_scope', path)
    t.equal(answer.headers['www-authenticate'], 'Bearer error="insufficient_scope", scope="export:read"')
    limited(t, answer, path)
    t.equal(received.length, 0)
    t.equal((await ask(path, exporter)).status, 200, path)
    t.same(identity(received[0]?.rawHeaders).at(-1), ['iocs:read export:read'])
    received.length = 0
  }
  t.equal((await ask('/api/v1/iocs', { ...reader, 'x-scopes': '*' })).status, 200)
  t.same(identity(received[0]?.rawHeaders).at(-1), ['iocs:read'])
  received.length = 0
  t.equal((await ask('/api/v1/iocs', { ...(await keyWith([])), 'x-scopes': '*' })).status, 200)
  t.same(identity(received[0]?.rawHeaders).at(-1)?.join(''), '', 'no scopes, and not those from the client')
}
