import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto'
import { SignJWT } from 'jose'
import t, { type Test } from 'tap'
import { sessionVerifier } from '../../auth/session-token.ts'
import { build } from '../kit/app.ts'
import { SECRET } from '../kit/people.ts'
import { claimsOf, keyServer, refusal, setLog, signingKey } from './key-server.ts'

const es = await signingKey('es-1', 'ES256')
const rs = await signingKey('rs-1', 'RS256')

/** A project that changes from a shared secret to signing keys. */
async function provider(t: Test) {
  const server = await keyServer(t)
  server.keys = [es.jwk, rs.jwk]
  const { issuer } = server
  const url = new URL(`${issuer}/.well-known/jwks.json`)
  const log = setLog()
  const { verify, close } = sessionVerifier({ kind: 'both', secret: SECRET, url, issuer }, log)
  t.teardown(close)
  const hs = (more: object = {}, header: object = {}, secret = SECRET) =>
    new SignJWT(claimsOf(issuer, more))
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...header })
      .sign(new TextEncoder().encode(secret))
  return { server, log, issuer, hs, verify: (token: string) => refusal(verify(token)) }
}

t.test('with a URL and a secret, both kinds of sessions are valid and remembered', async t => {
  const { server, issuer, hs, verify } = await provider(t)
  const tokens = [await hs(), await es.sign(claimsOf(issuer)), await rs.sign(claimsOf(issuer))]
  for (const token of [...tokens, ...tokens]) t.equal(await verify(token), 'accepted')
  t.equal(await verify(await hs({ iss: 'https://other.supabase.co/auth/v1' })), 'invalid_session')
  t.equal(server.fetches, 1)
  server.keys = [rs.jwk]
  t.equal(await verify(await es.sign(claimsOf(issuer), { kid: 'new' })), 'invalid_session')
  t.equal(await verify(tokens[1] as string), 'invalid_session', 'its key was removed')
  t.equal(await verify(tokens[0] as string), 'accepted')
})

t.test('keys are never used for the other kind of token', async t => {
  const { issuer, hs, verify } = await provider(t)
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const hmac = (header: object, key: string | Buffer) => {
    const text = `${encode(header)}.${encode(claimsOf(issuer))}`
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
  }
  const pem = (jwk: JsonWebKey) => createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  const forged: [name: string, token: string][] = [
    ['HS256 with the published EC key as the secret', hmac({ alg: 'HS256', kid: 'es-1' }, pem(es.jwk as JsonWebKey))],
    ['HS256 with the published RSA key as the secret', hmac({ alg: 'HS256', kid: 'rs-1' }, pem(rs.jwk as JsonWebKey))],
    ['HS256 with the published key as JSON', hmac({ alg: 'HS256', kid: 'es-1' }, JSON.stringify(es.jwk))],
    ['HS256 with another secret', await hs({}, {}, `${SECRET}!`)],
    ['ES256 signed with the secret', hmac({ alg: 'ES256', kid: 'es-1' }, SECRET)],
    ['RS256 signed with the secret', hmac({ alg: 'RS256', kid: 'rs-1' }, SECRET)],
    ['HS384', await hs({}, { alg: 'HS384' })],
    ['HS512', await hs({}, { alg: 'HS512' })],
    ['hs256', hmac({ alg: 'hs256' }, SECRET)],
    ['a list of algorithms', hmac({ alg: ['HS256'] }, SECRET)],
    ['no algorithm', hmac({ typ: 'JWT' }, SECRET)],
    ['none', `${encode({ alg: 'none' })}.${encode(claimsOf(issuer))}.`],
    ['None, with a signature', hmac({ alg: 'None' }, SECRET)],
    ['no token', 'x'],
    ['no header', `.${encode(claimsOf(issuer))}.AAAA`],
  ]
  for (const [name, token] of forged) t.equal(await verify(token), 'invalid_session', name)
})

t.test('an unavailable key server does not affect sessions signed with the secret', async t => {
  const { server, log, issuer, hs, verify } = await provider(t)
  server.stop()
  for (let time = 0; time < 3; time++) t.equal(await verify(await hs()), 'accepted')
  t.same([server.fetches, log.lines], [0, []], 'it is not asked, and nothing is logged')
  t.equal(await verify(await es.sign(claimsOf(issuer))), 'service_unavailable')
})

t.test('with a secret, the issuer may publish no keys', async t => {
  for (const [name, answer] of [
    ['no set', { status: 404, body: 'not found' }],
    ['an empty set', { keys: [] }],
  ] as const) {
    const { server, log, issuer, hs, verify } = await provider(t)
    Object.assign(server, answer)
    t.equal(await verify(await hs()), 'accepted', name)
    t.equal(await verify(await es.sign(claimsOf(issuer))), 'invalid_session', name)
    t.same(log.lines, [], name)
    Object.assign(server, { status: 200, body: undefined, keys: [es.jwk] })
    t.equal(await verify(await es.sign(claimsOf(issuer))), 'accepted', `${name} at first`)
  }
})

t.test('the settings enable both kinds of sessions', async t => {
  const { server, issuer, hs } = await provider(t)
  const app = await build(t, { SUPABASE_URL: server.base, SUPABASE_JWT_SECRET: SECRET })
  for (const token of [await hs(), await es.sign(claimsOf(issuer))]) {
    const headers = { cookie: `sb-access-token=${token}` }
    t.equal((await app.inject({ url: '/api/v1/session', headers })).statusCode, 200)
  }
})
