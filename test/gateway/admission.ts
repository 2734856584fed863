import { createHash } from 'node:crypto'
import type { Test } from 'tap'
import { Connection } from '../kit/connection.ts'
import { identity, limited, rejected, values } from './answers.ts'
import type { Gateway } from './harness.ts'

const PROTECTED = [
  '/api/v1/iocs',
  '/api/v1/stats',
  '/api/v1/export/csv',
  '/api/v1/articles',
  '/api/v1/lookup',
  '/api/v1/rules',
  '/api/taxii2/',
]
const FORMATS = 'json,csv,stix,taxii,misp,cef,openioc,sigma'
const ENTITLEMENTS = JSON.stringify({ formats: FORMATS.split(','), lookback_days: 365 })

export async function admits(t: Test, { ask, customer, received, kind }: Gateway) {
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
        rejected(t, answer, 400, 'validation_error', `${path} by query`)
        limited(t, answer, `${path} by query`)
        t.equal(received.length, 0)
        continue
      }
      t.equal(answer.status, 200, `${path} by ${name}`)
      limited(t, answer, path)
      t.match(answer.headers, { 'x-ratelimit-limit': '1000', 'x-request-id': /^req_[\w-]{12,}$/ })
      const [{ url, rawHeaders } = { url: '', rawHeaders: [] }] = received
      t.equal(url, path)
      t.same(identity(rawHeaders), [[accountId], [id], ['pro'], [ENTITLEMENTS], ['365'], [FORMATS], ['*']])
      t.same(
        ['authorization', 'x-api-key', 'cookie'].flatMap(header => values(rawHeaders, header)),
        [],
      )
      t.notMatch(JSON.stringify(received), /sk_live_|c2VjcmV0|sb-access-token/)
    }
  }
}

export async function forwards(t: Test, { ask, customer, received, kind }: Gateway) {
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

export async function passesUnchanged(t: Test, { ask, customer, received, port }: Gateway) {
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
  rejected(t, await ask('/api/v1/lookup', {}, { method: 'POST', body }), 401, 'missing_api_key', 'a body without a key')
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    t.equal((await ask('/api/v1/lookup', bearer, { method, body: 'x' })).status, 200, method)

  received.length = 0
  const connection = await Connection.open({ port })
  for (let at = 1; at <= 100; at++) {
    const last = at === 100 ? 'Connection: close\r\n' : ''
    const request = at % 2 ? `GET /api/v1/iocs?n=${at}` : `POST /api/v1/lookup?n=${at}`
    const content = at % 2 ? '\r\n' : 'Content-Length: 3\r\n\r\nabc'
    connection.send(`${request} HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\n${last}${content}`)
  }
  await connection.closed
  const answers = connection.heard.toString().match(/^HTTP\/1\.1 \d+/gm)
  t.same(answers, Array(100).fill('HTTP/1.1 200'))
  t.same(
    received.map(({ url }) => Number(url?.split('n=')[1])),
    Array.from({ length: 100 }, (_, at) => at + 1),
  )
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
