import t from 'tap'
import { type ErrorCode, statusOf } from '../../errors.ts'
import type { Request } from '../kit/http.ts'
import { ADMIN_TOKEN } from './answer.ts'
import { type Case, checkAll, serve } from './service.ts'

type Header = readonly [name: string, value: string]

const VERIFY_TOKEN = 'a service token of the tests, long enough'
const METRICS_TOKEN = 'a metrics token of the tests, long enough'
const service = await serve(t, {
  VERIFY_TOKEN,
  METRICS_TOKEN,
  GITHUB_KEYS_URL: 'http://127.0.0.1:9/keys',
  FORWARDED_URI_HEADER: 'X-Original-URI',
})
const { key, id, owner } = service

const bearer = (token: string): Header => ['Authorization', `Bearer ${token}`]
const basic = (token: string): Header => ['Authorization', `Basic ${Buffer.from(`any:${token}`).toString('base64')}`]
const json: Header = ['Content-Type', 'application/json']
const WRONG = bearer('wrong')

/** Each route that reads a token from Authorization, with a valid header. */
const guarded: [name: string, send: Request, good: Header][] = [
  [
    'operator',
    { method: 'PUT', path: `/admin/v1/accounts/${owner.accountId}`, body: '{"tier":"pro"}' },
    bearer(ADMIN_TOKEN),
  ],
  ['service', { method: 'POST', path: '/api/v1/verify', body: `{"key":"${key}"}` }, bearer(VERIFY_TOKEN)],
  ['introspection', { method: 'POST', path: '/oauth2/introspect', body: `{"token":"${key}"}` }, bearer(VERIFY_TOKEN)],
  ['metrics', { path: '/metrics' }, bearer(METRICS_TOKEN)],
  ['session', { path: '/api/v1/keys' }, bearer(owner.cookie.replace('sb-access-token=', ''))],
  ['key', { path: '/api/v1/me' }, bearer(key)],
]

function twice(name: string, send: Request, headers: Header[], code: ErrorCode): Case {
  return { name, send: { ...send, headers: [json, ...headers] }, status: statusOf(code), code }
}

t.test('every guard rejects two Authorization headers, whichever of them is valid', t =>
  checkAll(
    t,
    service,
    guarded.flatMap(([name, send, good]) => [
      twice(`${name}: good, then wrong`, send, [good, WRONG], 'ambiguous_credentials'),
      twice(`${name}: wrong, then good`, send, [WRONG, good], 'ambiguous_credentials'),
      twice(`${name}: the same twice`, send, [good, good], 'ambiguous_credentials'),
      twice(`${name}: in other letters`, send, [good, ['AUTHORIZATION', good[1]]], 'ambiguous_credentials'),
      twice(`${name}: Basic beside it`, send, [good, basic(VERIFY_TOKEN)], 'ambiguous_credentials'),
      twice(`${name}: an empty one first`, send, [['Authorization', ''], good], 'ambiguous_credentials'),
    ]),
  ),
)

t.test('every guard accepts one Authorization header', async t => {
  for (const [name, { method = 'GET', path, body }, good] of guarded) {
    const url = `http://127.0.0.1:${service.port}${path}`
    const headers = Object.fromEntries([json, good])
    const { status } = await fetch(url, { method, headers, ...(body !== undefined && { body: String(body) }) })
    t.ok(status < 300, `${name}: ${status}`)
  }
})

const ID: Header = ['Github-Public-Key-Identifier', 'one']
const SIGNATURE: Header = ['Github-Public-Key-Signature', 'MEUC']
const report = { method: 'POST', path: '/api/v1/leaks/github', body: '[{"token":"x","type":"x"}]' }
const use = { path: '/forward-auth' }
const uri: Header = ['X-Original-URI', '/']
const change = { method: 'PATCH', path: `/api/v1/keys/${id}`, body: '{"name":"renamed"}' }
const cookie: Header = ['Cookie', owner.cookie]
const SAME: Header = ['Sec-Fetch-Site', 'same-origin']
const OWN: Header = ['Origin', 'http://keyward.test']

t.test('other headers that identify the caller are rejected if sent twice', t =>
  checkAll(t, service, [
    twice('two signatures', report, [ID, SIGNATURE, SIGNATURE], 'ambiguous_credentials'),
    twice('two identifiers', report, [ID, ID, SIGNATURE], 'ambiguous_credentials'),
    twice('two hosts', change, [cookie, SAME, ['Host', 'keyward.test'], ['Host', 'evil.test']], 'validation_error'),
    twice('two origins', change, [cookie, OWN, OWN], 'forbidden_origin'),
    twice('two sites', change, [cookie, SAME, ['Sec-Fetch-Site', 'cross-site']], 'forbidden_origin'),
    twice('two forwarded URIs', use, [bearer(key), uri, uri], 'validation_error'),
    twice(
      'two formats',
      use,
      [bearer(key), uri, ['X-Required-Format', 'json'], ['X-Required-Format', 'json']],
      'validation_error',
    ),
    twice(
      'two lookbacks',
      use,
      [bearer(key), uri, ['X-Required-Lookback-Days', '1'], ['X-Required-Lookback-Days', '1']],
      'validation_error',
    ),
    twice(
      'two lists of entitlements',
      use,
      [bearer(key), uri, ['X-Required-Entitlement', 'formats=json'], ['x-required-entitlement', 'lookback_days>=1']],
      'validation_error',
    ),
    twice('two costs', use, [bearer(key), uri, ['X-Request-Cost', '1'], ['x-request-cost', '1']], 'validation_error'),
    twice(
      'two scopes',
      use,
      [bearer(key), uri, ['X-Required-Scope', 'a'], ['X-Required-Scope', 'b']],
      'validation_error',
    ),
    twice(
      'two lengths',
      { ...change, body: '' },
      [cookie, SAME, ['Content-Length', '0'], ['Content-Length', '0']],
      'validation_error',
    ),
  ]),
)
