import fc from 'fast-check'
import t from 'tap'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { exchange, type Request, toBytes } from '../kit/http.ts'
import { ADMIN_TOKEN, faultsOf } from './answer.ts'
import { serve } from './service.ts'

const service = await serve(t)
const { id, key, owner } = service
const RUNS = EXHAUSTIVE ? 400 : 60

/** Any bytes except line ends: valid and invalid ones for a header or a path. */
const oneLine = fc
  .array(fc.integer({ min: 0, max: 255 }), { maxLength: 80 })
  .map(codes => String.fromCharCode(...codes).replace(/[\r\n]/g, '.'))
const like = (good: string) => fc.oneof(oneLine, mutated(good))

/** A valid value with a part replaced, which random bytes would never produce. */
const mutated = (good: string) =>
  fc
    .tuple(fc.nat(good.length), fc.nat(good.length), oneLine)
    .map(([from, to, text]) => good.slice(0, Math.min(from, to)) + text + good.slice(Math.max(from, to)))

/** A time in any notation that looks like ISO 8601, including leap seconds and odd offsets. */
const moment = fc
  .tuple(
    fc.constantFrom('2030-01-01', '2030-02-30', '2028-02-29', '9999-12-31', '0000-01-01', '+012030-01-01'),
    fc.constantFrom('T', 't', ' '),
    fc.constantFrom('00:00:00', '23:59:60', '23:59:59.123456789', '24:00:00', '00:00'),
    fc.constantFrom('Z', 'z', '+00:00', '-23:59', '+05', '+0530', '+24:00', ''),
  )
  .map(parts => parts.join(''))

/** Sends generated requests, and checks the properties that all responses have. */
async function always(requests: fc.Arbitrary<Request>) {
  const property = fc.asyncProperty(requests, async request => {
    const bytes = toBytes(request)
    const faults = await faultsOf(await exchange(service, bytes), bytes.toString('latin1'), service)
    if (faults.length > 0) throw new Error(faults.join('; '))
  })
  await fc.assert(property, { numRuns: RUNS })
}

const cookie = ['Cookie', owner.cookie] as const
const json = ['Content-Type', 'application/json'] as const
const operator = ['Authorization', `Bearer ${ADMIN_TOKEN}`] as const
const method = fc.constantFrom('GET', 'HEAD', 'PATCH', 'DELETE', 'POST', 'PUT', 'OPTIONS')

t.test('any key id', async () => {
  await always(
    fc.record({
      method,
      path: fc.oneof(like(id), fc.webSegment(), fc.uuid()).map(text => `/api/v1/keys/${text}`),
      headers: fc.constantFrom([cookie], [], [cookie, json]),
    }),
  )
})

t.test('any path and query', async () => {
  const target = fc.oneof(
    like(`/api/v1/keys/${id}?status=all`),
    like(`/api/v1/me?api_key=${key}`),
    fc.webUrl(),
    oneLine,
  )
  await always(fc.record({ method, path: target, headers: fc.constant([cookie]) }))
})

t.test('any query of a list', async () => {
  const names = fc.constantFrom('status', 'q', 'limit', 'cursor', 'key_id', 'action', 'days', 'hours', '__proto__', 'x')
  const values = fc.oneof(
    fc.constantFrom(
      '',
      '0',
      '1',
      '-1',
      '1e9',
      'Infinity',
      'NaN',
      '9'.repeat(40),
      'all',
      id,
      `urn:uuid:${id}`,
      '%00',
      '%',
      '[]',
      'create',
    ),
    fc.string({ unit: 'binary' }).map(text => encodeURIComponent(text.toWellFormed())),
    oneLine,
  )
  const query = fc.array(
    fc.tuple(names, values).map(pair => pair.join('=')),
    { maxLength: 4 },
  )
  const routes = fc.constantFrom('keys', 'audit-events', 'usage', 'session')
  await always(
    fc.record({
      path: fc.tuple(routes, query).map(([route, pairs]) => `/api/v1/${route}?${pairs.join('&')}`),
      headers: fc.constant([cookie]),
    }),
  )
})

t.test('any body', async () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.record({ name: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()) }),
    fc.record({ name: fc.constant('a'), expires_at: fc.oneof(moment, fc.string(), fc.jsonValue()) }),
    fc.record({ reason: fc.oneof(fc.string({ unit: 'binary', maxLength: 600 }), fc.jsonValue()) }),
    fc.record({ tier: fc.oneof(fc.string(), fc.jsonValue()) }),
    fc.record({
      tier: fc.constant('pro'),
      tier_until: fc.oneof(moment, fc.jsonValue()),
      tier_after: fc.constant('free'),
    }),
    fc.record({ metadata: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string({ unit: 'binary' }), fc.double())) }),
    fc.record({ limits: fc.record({ minute: fc.oneof(fc.double(), fc.integer()), until: moment }) }),
  )
  const body = fc.oneof(
    value.map(one => JSON.stringify(one)),
    like('{"name":"a","expires_at":"2030-01-01T00:00:00Z"}'),
  )
  const routes = fc.constantFrom<Request>(
    { method: 'POST', path: '/api/v1/keys', headers: [cookie, json] },
    { method: 'PATCH', path: `/api/v1/keys/${id}`, headers: [cookie, json] },
    { method: 'DELETE', path: `/api/v1/keys/${id}`, headers: [cookie, json] },
    { method: 'PUT', path: `/admin/v1/accounts/${id}`, headers: [operator, json] },
    { method: 'PATCH', path: `/admin/v1/accounts/${owner.accountId}/keys/${id}`, headers: [operator, json] },
  )
  await always(fc.tuple(routes, body).map(([route, text]) => ({ ...route, body: text })))
})

t.test('any cookie', async () => {
  const cookies = fc.array(like(owner.cookie), { minLength: 1, maxLength: 3 })
  await always(
    fc.record({
      method,
      path: fc.constantFrom('/api/v1/session', `/api/v1/keys/${id}`),
      headers: cookies.map(values => values.map(value => ['Cookie', value] as const)),
    }),
  )
})

t.test('any headers', async () => {
  const names = fc.oneof(
    fc.constantFrom(
      ...['Authorization', 'X-API-Key', 'Cookie', 'Host', 'Origin', 'Sec-Fetch-Site', 'X-Forwarded-For', 'Forwarded'],
      ...['Content-Type', 'Content-Encoding', 'Expect', 'Upgrade', 'TE', 'Accept', 'Accept-Encoding', 'Accept-Version'],
      ...['Access-Control-Request-Method', 'X-Request-Id', 'X-HTTP-Method-Override', 'If-None-Match', 'Range'],
    ),
    oneLine,
  )
  const values = fc.oneof(
    fc.constantFrom(`Bearer ${key}`, owner.cookie, '100-continue', 'chunked', '5', ''),
    like(`Bearer ${key}`),
  )
  await always(
    fc.record({
      method,
      path: fc.constantFrom('/api/v1/me', '/api/v1/session', '/healthz', `/api/v1/keys/${id}`, '/nowhere'),
      headers: fc.array(fc.tuple(names, values), { maxLength: 5 }),
    }),
  )
})
