import t, { type Test } from 'tap'
import { build, call, createKey, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

const LISTED = 'https://app.example.com'
const app = await build(t, { CORS_ORIGINS: LISTED, SESSION_LIMIT_PER_MINUTE: '1000000' })
const alice = await signIn('pro')
const HOST = 'keys.example.com:8443'

/** Headers of a browser or a program, in the order of the rule's four lines. */
const RULE: [why: string, headers: Record<string, string>, passes: boolean][] = [
  ['a listed origin, same-site', { origin: LISTED, 'sec-fetch-site': 'same-site' }, true],
  ['a listed origin, cross-site', { origin: LISTED, 'sec-fetch-site': 'cross-site' }, true],
  ['a listed origin, an older browser', { origin: LISTED }, true],
  ['nearly a listed origin', { origin: `${LISTED}.evil.example` }, false],
  ['a listed origin over http', { origin: 'http://app.example.com' }, false],
  ['a listed origin on a port', { origin: `${LISTED}:444` }, false],
  ['a listed origin in capitals', { origin: 'https://APP.example.com' }, false],

  ['same-origin', { 'sec-fetch-site': 'same-origin' }, true],
  ['same-origin with its origin', { 'sec-fetch-site': 'same-origin', origin: `https://${HOST}` }, true],
  ['typed by the user', { 'sec-fetch-site': 'none' }, true],
  ['same-site', { 'sec-fetch-site': 'same-site', origin: 'https://other.example.com' }, false],
  ['cross-site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, false],
  ['cross-site without an origin', { 'sec-fetch-site': 'cross-site' }, false],
  ['cross-site, with our own origin', { 'sec-fetch-site': 'cross-site', origin: `https://${HOST}` }, false],
  ['a site that is none', { 'sec-fetch-site': 'Same-Origin' }, false],
  ['an empty site', { 'sec-fetch-site': '' }, false],

  ['our own origin', { origin: `https://${HOST}` }, true],
  ['our own origin over http', { origin: `http://${HOST}` }, true],
  ['our host on another port', { origin: 'https://keys.example.com' }, false],
  ['a foreign origin', { origin: 'https://evil.example' }, false],
  ['null', { origin: 'null' }, false],
  ['an origin that is none', { origin: 'keys.example.com:8443' }, false],
  ['an empty origin', { origin: '' }, false],
  [
    'a foreign origin with a forwarded host',
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    false,
  ],

  ['no browser', {}, true],
  ['no browser, with a referrer', { referer: 'https://evil.example/' }, true],
]

t.test('state-changing requests are accepted only from allowed origins', async t => {
  for (const [why, headers, passes] of RULE) await t.test(why, t => revokeFrom(t, headers, passes))
})

async function revokeFrom(t: Test, headers: Record<string, string>, passes: boolean) {
  const { id, key } = await createKey(app, alice)
  const request = { as: alice, headers: { host: HOST, ...headers } }
  const read = await call(app, { ...request, url: `/api/v1/keys/${id}` })
  t.equal(read.statusCode, 200, 'reading changes nothing')

  const create = await call(app, { ...request, method: 'POST', url: '/api/v1/keys', payload: { name: 'a' } })
  const rename = await call(app, { ...request, method: 'PATCH', url: `/api/v1/keys/${id}`, payload: { name: 'b' } })
  const reply = await call(app, { ...request, method: 'DELETE', url: `/api/v1/keys/${id}` })
  t.same(
    [create, rename, reply].map(({ statusCode }) => statusCode),
    passes ? [201, 200, 200] : [403, 403, 403],
  )
  if (!passes) t.equal(reply.json().error.code, 'forbidden_origin')
  t.equal((await useKey(app, key)).statusCode, passes ? 401 : 200)
  await call(app, { as: alice, method: 'DELETE', url: `/api/v1/keys/${id}` })
  if (passes) await call(app, { as: alice, method: 'DELETE', url: `/api/v1/keys/${create.json().id}` })
}

t.test('the default port of an origin can be written or omitted', async t => {
  for (const [host, origin] of [
    ['keys.example.com', 'https://keys.example.com'],
    ['KEYS.example.com', 'http://keys.example.com'],
    ['[::1]:3000', 'http://[::1]:3000'],
    ['localhost:3000', 'http://localhost:3000'],
  ] as const) {
    const { id } = await createKey(app, alice)
    const reply = await call(app, { as: alice, method: 'DELETE', url: `/api/v1/keys/${id}`, headers: { host, origin } })
    t.equal(reply.statusCode, 200, `${origin} on ${host}`)
  }
})

t.test('the origin is checked before the session', async t => {
  const reply = await app.inject({
    method: 'DELETE',
    url: '/api/v1/keys/x',
    headers: { origin: 'https://evil.example' },
  })
  t.equal(reply.statusCode, 403)
})
