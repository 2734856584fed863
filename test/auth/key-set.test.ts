import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { sessionVerifier } from '../../auth/session-token.ts'
import { build } from '../kit/app.ts'
import { claimsOf, keyServer, passTime, refusal, setLog, signingKey } from './key-server.ts'

const es = await signingKey('es-1', 'ES256')
const rs = await signingKey('rs-1', 'RS256')

const now = () => Math.floor(Date.now() / 1000)

async function provider(t: Test) {
  const server = await keyServer(t)
  server.keys = [es.jwk, rs.jwk]
  const url = new URL(`${server.issuer}/.well-known/jwks.json`)
  return { server, verify: sessionVerifier({ kind: 'jwks', url, issuer: server.issuer }, setLog()).verify }
}

t.test('tokens of both algorithms are sessions, with one fetch for all', async t => {
  const { server, verify } = await provider(t)
  for (const key of [es, rs, es]) {
    const claims = claimsOf(server.issuer)
    const { sub: personId, session_id: sessionId, email } = claims
    t.same(await verify(await key.sign(claims)), {
      ...{ personId, accountId: personId, externalId: null, impersonator: null },
      ...{ sessionId, sessionName: null, email, tier: 'pro', role: 'manager', portal: null },
    })
  }
  t.equal(server.fetches, 1)
  t.equal(server.path, '/auth/v1/.well-known/jwks.json')
})

t.test('a token that a published key signed but that is not a session is rejected', async t => {
  const { server, verify } = await provider(t)
  const bad: [string, object][] = [
    ['another issuer', { iss: 'https://evil.supabase.co/auth/v1' }],
    ['the issuer with a slash', { iss: `${server.issuer}/` }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'anon' }],
    ['another role', { role: 'service_role' }],
    ['an anonymous user', { is_anonymous: true }],
    ['no session', { session_id: undefined }],
    ['expired', { exp: now() - 1 }],
    ['not yet valid', { nbf: now() + 600 }],
  ]
  for (const [name, change] of bad)
    t.equal(await refusal(verify(await es.sign(claimsOf(server.issuer, change)))), 'invalid_session', name)
})

t.test('a token that no published key signed is rejected', async t => {
  const { server, verify } = await provider(t)
  const claims = claimsOf(server.issuer)
  const other = await signingKey('es-1', 'ES256')
  t.equal(await refusal(verify(await other.sign(claims))), 'invalid_session', 'a key of the same name')
  t.equal(await refusal(verify(await rs.sign(claims, { kid: 'es-1' }))), 'invalid_session', "another key's name")
  const own = await other.sign(claims, { jwk: other.jwk, jku: 'http://127.0.0.1:9/keys' })
  t.equal(await refusal(verify(own)), 'invalid_session', 'a key that the token brings along')
  const [, payload] = (await es.sign(claims)).split('.')
  for (const alg of ['HS256', 'none', 'ES384', 'PS256', 'EdDSA']) {
    const header = Buffer.from(JSON.stringify({ alg, kid: 'es-1', typ: 'JWT' })).toString('base64url')
    t.equal(await refusal(verify(`${header}.${payload}.AAAA`)), 'invalid_session', alg)
  }
})

t.test('a thousand unknown key IDs are rejected with one fetch per second', async t => {
  const { server, verify } = await provider(t)
  await verify(await es.sign(claimsOf(server.issuer)))
  const begun = performance.now()
  const unknown = async () => refusal(verify(await es.sign(claimsOf(server.issuer), { kid: randomUUID() })))
  const refusals = await Promise.all(Array.from({ length: 1_000 }, unknown))
  t.ok(refusals.every(code => code === 'invalid_session'))
  const seconds = (performance.now() - begun) / 1000
  t.ok(server.fetches >= 2 && server.fetches <= 2 + seconds, `${server.fetches} fetches in ${seconds} s`)
})

t.test('a new key is accepted immediately, and a removed one is forgotten', async t => {
  const { server, verify } = await provider(t)
  const token = await es.sign(claimsOf(server.issuer))
  // The second time, the token is remembered.
  for (let time = 0; time < 2; time++) await verify(token)
  const next = await signingKey('es-2', 'ES256')
  server.keys = [next.jwk]
  t.match(await verify(await next.sign(claimsOf(server.issuer))), { tier: 'pro' })
  t.equal(await refusal(verify(token)), 'invalid_session')
})

t.test('a new key is accepted right after a request with an unknown one', async t => {
  const { server, verify } = await provider(t)
  await verify(await es.sign(claimsOf(server.issuer)))
  await refusal(verify(await es.sign(claimsOf(server.issuer), { kid: 'unknown' })))
  const next = await signingKey('es-2', 'ES256')
  server.delayMs = 100
  const asked = refusal(verify(await es.sign(claimsOf(server.issuer), { kid: 'unknown' })))
  server.keys = [next.jwk]
  t.match(await verify(await next.sign(claimsOf(server.issuer))), { tier: 'pro' })
  t.equal(await asked, 'invalid_session')
  t.equal(server.fetches, 3, 'both waited for the same fetch')
})

t.test('a verified session is remembered while the same keys are fetched again', async t => {
  const { server, verify } = await provider(t)
  const token = await es.sign(claimsOf(server.issuer))
  await verify(token) // fetches the keys
  const session = await verify(token)
  await refusal(verify(await es.sign(claimsOf(server.issuer), { kid: 'unknown' })))
  t.equal(server.fetches, 2)
  t.equal(await verify(token), session, 'the same one')
})

t.test('a set without keys for sessions is logged once', async t => {
  const server = await keyServer(t)
  const url = new URL(`${server.issuer}/.well-known/jwks.json`)
  const log = setLog()
  // Before the verifier begins to fetch.
  server.keys = [
    { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' },
    { ...rs.jwk, use: 'enc' },
  ]
  const { verify } = sessionVerifier({ kind: 'jwks', url, issuer: server.issuer }, log)
  const token = await es.sign(claimsOf(server.issuer))
  for (let time = 0; time < 2; time++) t.equal(await refusal(verify(token)), 'invalid_session')
  t.same(log.lines, ['the key set at SUPABASE_URL has no key that can verify sessions'])
  server.keys = [es.jwk]
  t.match(await verify(token), { tier: 'pro' })
  t.equal(log.lines.length, 1)
})

t.test('a removed key is forgotten after ten minutes even if no new one is presented', async t => {
  const { server, verify } = await provider(t)
  const token = await es.sign(claimsOf(server.issuer, { exp: now() + 7_200 }))
  for (let time = 0; time < 2; time++) await verify(token)
  server.keys = [rs.jwk]
  passTime(t, 601_000)
  t.equal(await refusal(verify(token)), 'invalid_session')
})

t.test('an unresponsive key server is 503 and does not invalidate the token', async t => {
  const troubles: [string, Partial<Awaited<ReturnType<typeof keyServer>>>][] = [
    ['an error', { status: 500 }],
    ['not there', { status: 404 }],
    ['a redirect', { status: 302 }],
    ['no JSON', { body: '<html>' }],
    ['no key set', { body: '{"keys":{}}' }],
    ['nothing', { body: '' }],
    ['no answer in time', { delayMs: 2_500 }],
  ]
  for (const [name, trouble] of troubles)
    await t.test(name, async t => {
      const { server, verify } = await provider(t)
      Object.assign(server, trouble)
      const start = performance.now()
      t.equal(await refusal(verify(await es.sign(claimsOf(server.issuer)))), 'service_unavailable')
      t.ok(performance.now() - start < 2_000)
      Object.assign(server, { status: 200, body: undefined, delayMs: 0 })
      // The fetch that was too late for the first one may still be running.
      const token = await es.sign(claimsOf(server.issuer))
      let healed = await refusal(verify(token))
      for (let tried = 1; healed === 'service_unavailable' && tried < 10; tried++) healed = await refusal(verify(token))
      t.equal(healed, 'accepted', 'it heals')
    })
  await t.test('down', async t => {
    const { server, verify } = await provider(t)
    server.stop()
    t.equal(await refusal(verify(await es.sign(claimsOf(server.issuer)))), 'service_unavailable')
    t.equal(await refusal(verify('a.b')), 'invalid_session', 'no key is needed to refuse this')
  })
})

t.test('known keys still work while the key server is down', async t => {
  const { server, verify } = await provider(t)
  await verify(await es.sign(claimsOf(server.issuer)))
  server.stop()
  t.match(await verify(await rs.sign(claimsOf(server.issuer))), { tier: 'pro' })
})

t.test('the service answers 503 with Retry-After, and 200 when the key server is back', async t => {
  const server = await keyServer(t)
  server.keys = [es.jwk]
  server.delayMs = 3_000 // from the first fetch on, which begins with the app
  const app = await build(t, { SUPABASE_URL: server.base, SUPABASE_JWT_SECRET: '' })
  const cookie = `sb-access-token=${await es.sign(claimsOf(server.issuer))}`
  const start = performance.now()
  const slow = await app.inject({ url: '/api/v1/session', headers: { cookie } })
  t.ok(performance.now() - start < 2_000)
  t.equal(slow.statusCode, 503)
  t.match(slow.headers, {
    'retry-after': /^\d+$/,
    'x-ratelimit-limit': '300',
    'x-request-id': slow.json().error.request_id,
  })
  server.delayMs = 0
  const ask = () => app.inject({ url: '/api/v1/session', headers: { cookie } })
  let good = await ask()
  // A busy machine may be as slow as the key server was.
  for (let tried = 1; good.statusCode === 503 && tried < 5; tried++) good = await ask()
  t.equal(good.statusCode, 200)
  t.equal(good.json().tier, 'pro')
})
