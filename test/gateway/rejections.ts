import type { Test } from 'tap'
import { createApiKey } from '../../auth/api-key.ts'
import { KEY_FORMAT } from '../../config/key-format.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { identity, limited, rejected, values } from './answers.ts'
import { DISGUISES, LOOKALIKES } from './disguises.ts'
import type { Gateway } from './harness.ts'

export async function rejects(t: Test, { ask, customer, received, secrets }: Gateway) {
  const { id, key, bearer, cookie } = await customer('pro')
  const wrong = createApiKey(KEY_FORMAT).secret
  secrets.add(wrong)
  received.length = 0
  const missing = await ask('/api/v1/iocs?x=1', { cookie })
  rejected(t, missing, 401, 'missing_api_key', 'missing')
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
  for (const name of DISGUISES) {
    rejected(t, await ask(`/api/v1/iocs?${name}=${key}`, bearer), 400, 'validation_error', name)
    const alone = await ask(`/api/v1/iocs?${name}=${key}`)
    t.equal(alone.status, 400, `${name} alone`)
  }

  t.equal(received.length, 0, 'no disguise reached the upstream')
  for (const query of LOOKALIKES) {
    t.equal((await ask(`/api/v1/iocs?${query}`, bearer)).status, 200, query)
    t.equal(received.at(-1)?.url, `/api/v1/iocs?${query}`, 'the query is forwarded unchanged')
  }

  t.equal((await ask('/api/v1/iocs', bearer)).status, 200, 'the key works before the revocation')
  received.length = 0
  const revocation = await ask(`/api/v1/keys/${id}`, { cookie }, { method: 'DELETE' })
  t.equal(revocation.status, 200, 'revoked through the gateway')
  for (const authorization of [bearer.authorization, `Bearer ${wrong}`, 'Bearer nonsense']) {
    for (let instance = 0; instance < 3; instance++) {
      const answer = await ask('/api/v1/iocs', { authorization })
      rejected(t, answer, 401, 'invalid_api_key', 'revoked or wrong')
      t.equal(answer.headers['www-authenticate'], 'Bearer error="invalid_token"')
      t.equal(answer.headers['cache-control'], 'no-store')
      limited(t, answer, 'revoked or wrong')
    }
  }
  t.equal(received.length, 0, 'nothing reached the upstream')
}

/** Spellings that some upstream could read as `/api/v1/export/history`. */
const HISTORY =
  `history history/2026?format=csv History HISTORY/ %68istory histor%79/2026 /history ./history %2e/history
  %2Fhistory %5chistory \\history ;/history history;x=1 history%2F2026 history%20 history%00 history.csv`.split(/\s+/)

export async function limits(t: Test, { ask, customer, received }: Gateway) {
  const { bearer } = await customer('free')
  received.length = 0
  for (const path of ['/api/taxii2/', '/api/v1/export/history'])
    rejected(t, await ask(path, bearer), 403, 'insufficient_tier', path)
  for (const spelling of HISTORY) {
    const { status } = await ask(`/api/v1/export/${spelling}`, bearer)
    t.ok([400, 403, 404].includes(status), `the history as ${spelling}: ${status}`)
  }
  t.same(received, [])

  // All within one minute: the next minute would allow ten more.
  await roomInTheMinute()
  const answers = await Promise.all(Array.from({ length: 30 }, () => ask('/api/v1/iocs', bearer)))
  const admitted = answers.filter(({ status }) => status === 200)
  t.equal(admitted.length, 10)
  t.equal(received.length, 10)
  t.same(admitted.map(({ headers }) => Number(headers['x-ratelimit-remaining'])).sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    rejected(t, answer, 429, 'rate_limit_exceeded', 'over the limit')
    t.match(JSON.parse(answer.body).error.details, { window: 'minute', limit: 10, reset: Number })
    t.match(answer.headers, { 'retry-after': /^\d+$/, 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '0' })
  }
}

export async function ignoresClaims(t: Test, { ask, customer, received, logs }: Gateway) {
  const [mine, other] = [await customer('free'), await customer('pro')]
  const free = JSON.stringify({ formats: ['json', 'csv'], lookback_days: 1 })
  received.length = 0
  const sent = {
    'X-Account-Id': other.accountId,
    X_Account_Id: other.accountId,
    'X-Key-Id': [other.id, other.id],
    'X-Tier': 'pro',
    'X-Entitlements': '{"nonsense":true}',
    'X-Lookback-Days': '365',
    'X-Formats': 'stix',
    'X-Scopes': 'admin',
    'X-Upstream-Query': 'admin=1',
    'X-Original-URI': '/api/v1/iocs?admin=1',
    'X-Forwarded-Uri': '/api/v1/iocs?admin=1',
    'X-Forwarded-Method': 'DELETE',
    'X-Forwarded-For': '203.0.113.66',
    'X-Forwarded-Host': 'elsewhere.example',
    Forwarded: 'for=203.0.113.66',
    'X-Required-Format': 'nonsense',
    'X-Required-Lookback-Days': '365',
    'X-Required-Entitlement': 'nonsense',
    'X-Required-Scope': 'nonsense',
    'X-Request-Cost': 'nonsense',
    'X-Auth-Status': '200',
    'X-Request-Id': 'mine',
  }
  const elsewhere = { localAddress: '127.0.0.2' }
  const answer = await ask('/api/v1/iocs?x=1', { ...sent, ...mine.bearer }, elsewhere)
  t.equal(answer.status, 200, answer.body)
  const [{ method, url, rawHeaders } = { method: '', url: '', rawHeaders: [] }] = received
  t.same([method, url], ['GET', '/api/v1/iocs?x=1'])
  t.notMatch(JSON.stringify(received), new RegExp(`${other.accountId}|${other.id}|admin=1|203\\.0\\.113|nonsense`))
  t.same(identity(rawHeaders), [[mine.accountId], [mine.id], ['free'], [free], ['1'], ['json,csv'], ['*']])
  t.same(values(rawHeaders, 'x-request-id'), [answer.headers['x-request-id']])

  received.length = 0
  const nominated = { connection: ['close', ...Object.keys(sent)].join(', ') }
  t.equal((await ask('/api/v1/iocs', { ...nominated, ...mine.bearer })).status, 200)
  t.same(
    identity(received[0]?.rawHeaders),
    [[mine.accountId], [mine.id], ['free'], [free], ['1'], ['json,csv'], ['*']],
    'naming an identity header in Connection does not remove it',
  )
  received.length = 0
  const unrestricted = await ask('/api/taxii2/x', { ...nominated, ...mine.bearer })
  rejected(t, unrestricted, 403, 'insufficient_tier', 'naming a requirement in Connection does not remove it')
  for (const name of ['X-Original-URI', 'X-Forwarded-Uri']) {
    const answer = await ask('/api/v1/iocs', { [name]: `/api/v1/iocs?api_key=${other.key}` })
    rejected(t, answer, 401, 'missing_api_key', `a key in ${name}`)
  }
  t.equal(received.length, 0)
  const { keyward } = await logs()
  t.notMatch(keyward, /203\.0\.113\.66/)
  t.match(keyward, /"ip":"127\.0\.0\.2"/, 'keyward logs the address of the client')
}

export async function tooLarge(t: Test, { ask, customer, received }: Gateway) {
  const { bearer, cookie } = await customer('pro')
  received.length = 0
  const headers = await ask('/api/v1/iocs', { ...bearer, 'x-large': 'x'.repeat(17_000) })
  rejected(t, headers, 431, 'headers_too_large', 'headers')
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`x-large-${at}`, 'x'.repeat(2_000)]))
  rejected(t, await ask('/api/v1/iocs', { ...bearer, ...many }), 431, 'headers_too_large', 'many headers')
  const url = await ask(`/api/v1/iocs?x=${'x'.repeat(17_000)}`, bearer)
  t.ok(url.status === 414 || url.status === 431, `a URL: ${url.status}`)
  t.match(JSON.parse(url.body).error.code, /too_l(ong|arge)/)
  t.equal(received.length, 0)
  // A session that Supabase's packages store in three cookies, with a browser's other headers.
  const chunks = [0, 1, 2].map(at => `sb-project-auth-token.${at}=${'x'.repeat(3_180)}`).join('; ')
  const browser = {
    'user-agent': 'x'.repeat(150),
    accept: 'x'.repeat(150),
    'accept-language': 'x'.repeat(100),
    referer: 'x'.repeat(300),
  }
  for (const path of ['/api/v1/keys', `/api/v1/keys?q=${'x'.repeat(100)}`])
    t.equal((await ask(path, { ...browser, cookie: `${chunks}; ${cookie}` })).status, 200, `a large session: ${path}`)
  // Large headers that still fit are not an error.
  const some = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`x-large-${at}`, 'x'.repeat(2_000)]))
  t.equal((await ask('/api/v1/iocs', { ...bearer, ...some })).status, 200)
}
