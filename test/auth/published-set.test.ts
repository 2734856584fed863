import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttp } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setImmediate as immediate } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { fetchSet, reasonOf } from '../../auth/fetch-set.ts'
import { sessionVerifier } from '../../auth/session-token.ts'
import { build } from '../kit/app.ts'
import { freePort } from '../kit/process.ts'
import { dataFolder } from '../kit/service.ts'
import { claimsOf, keyServer, passTime, refusal, setLog, signingKey } from './key-server.ts'

const es = await signingKey('es-1', 'ES256')

async function provider(t: Test, issuer?: string) {
  const server = await keyServer(t)
  server.keys = [es.jwk]
  const log = setLog()
  const at = issuer ?? server.issuer
  const url = new URL(`${at}/.well-known/jwks.json`)
  const { verify, close } = sessionVerifier({ kind: 'jwks', url, issuer: at }, log)
  t.teardown(close)
  const signIn = async (more: object = {}, head: object = {}) => es.sign(claimsOf(at, more), head)
  return { server, log, signIn, verify: (token: string) => refusal(verify(token)) }
}

t.test('a fetch outlives the requests that wait for it, and they share one', async t => {
  const { server, signIn, verify } = await provider(t)
  const { promise, resolve } = Promise.withResolvers<void>()
  server.held = promise
  const tokens = await Promise.all([signIn(), signIn(), signIn()])
  t.same(await Promise.all(tokens.map(verify)), Array(3).fill('service_unavailable'))
  t.equal(await verify(await signIn()), 'service_unavailable')
  resolve()
  for (const token of tokens) t.equal(await verify(token), 'accepted')
  t.equal(server.fetches, 1)
})

t.test('people can sign in with a key server that is slower than a request waits', async t => {
  const { server, signIn, verify } = await provider(t)
  server.delayMs = 1_100
  const codes: string[] = []
  while (codes.length < 8 && codes.at(-1) !== 'accepted') codes.push(await verify(await signIn()))
  t.equal(codes.at(-1), 'accepted')
  t.equal(server.fetches, 1)
})

for (const [status, problem] of [
  [204, 'the response is not a key set'],
  [304, 'the server answered 304'],
] as const)
  t.test(`a ${status} without a body is not a key set`, async t => {
    const server = createHttp((_request, response) => response.writeHead(status).end()).listen(0, '127.0.0.1')
    t.teardown(() => server.close())
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const open = new AbortController().signal
    await t.rejects(fetchSet({ url, parse: text => JSON.parse(text) }, open), { message: new RegExp(problem) })
  })

t.test('the first fetch begins at startup, which does not wait for it', async t => {
  const server = await keyServer(t)
  server.held = new Promise(() => {})
  const asked = once(server.asked, 'fetch')
  const app = await build(t, { SUPABASE_URL: server.base, SUPABASE_JWT_SECRET: '' })
  const [request] = await asked
  const cut = once(request.socket, 'close')
  await app.close()
  await cut
})

t.test('the last valid set is used for an hour while the key server is unavailable, and no longer', async t => {
  const { server, signIn, verify } = await provider(t)
  t.equal(await verify(await signIn()), 'accepted')
  server.stop()
  passTime(t, 601_000)
  const week = { exp: Math.floor(Date.now() / 1000) + 604_800 }
  const token = await signIn(week)
  for (let time = 0; time < 3; time++) t.equal(await verify(token), 'accepted')
  t.equal(await verify(await signIn({}, { kid: 'new' })), 'service_unavailable', 'a key that may be new')
  passTime(t, 3_600_000)
  t.equal(await verify(token), 'service_unavailable')
})

t.test('while the key server hangs, one request waits for it and the others use the last valid set', async t => {
  const { server, signIn, verify } = await provider(t)
  await verify(await signIn())
  server.held = new Promise(() => {})
  passTime(t, 601_000)
  const asked = once(server.asked, 'fetch')
  const first = verify(await signIn())
  await asked
  t.equal(await first, 'accepted')
  const all = await Promise.all(Array.from({ length: 50 }, async () => verify(await signIn())))
  t.same(new Set(all), new Set(['accepted']))
  t.equal(server.fetches, 2)
})

t.test('a redirect is not followed', async t => {
  const { server, log, signIn, verify } = await provider(t)
  const other = await keyServer(t)
  other.keys = [es.jwk]
  Object.assign(server, { status: 302, location: `${other.issuer}/.well-known/jwks.json` })
  t.equal(await verify(await signIn()), 'service_unavailable')
  t.equal(other.fetches, 0)
  t.match(log.lines, [/SUPABASE_URL could not be fetched: the server answered 302/])
})

t.test('at most 256 kB of a response are read', async t => {
  const { server, log, signIn, verify } = await provider(t)
  server.body = `${JSON.stringify({ keys: [es.jwk] })}${' '.repeat(262_144)}`
  t.equal(await verify(await signIn()), 'service_unavailable')
  t.match(log.lines, [/the response has more than 262144 bytes/])
})

t.test('an unreadable published key is 503 and not 401', async t => {
  const { server, signIn, verify } = await provider(t)
  for (const broken of [
    { ...es.jwk, x: 'AAAA' },
    { ...es.jwk, d: 'AAAA' },
  ]) {
    server.keys = [{ ...broken, kid: `broken ${server.fetches}` }]
    t.equal(await verify(await signIn({}, { kid: `broken ${server.fetches}` })), 'service_unavailable')
  }
})

t.test('the log reports the cause of failed fetches once a minute, and the recovery', async t => {
  const { server, log, signIn, verify } = await provider(t)
  server.status = 500
  for (let time = 0; time < 3; time++) t.equal(await verify(await signIn()), 'service_unavailable')
  t.ok(server.fetches >= 2)
  t.equal(log.lines.length, 1)
  passTime(t, 61_000)
  await verify(await signIn())
  t.equal(log.lines.length, 2)
  server.status = 200
  while ((await verify(await signIn())) !== 'accepted') await immediate()
  t.same(log.lines, [
    'a key set could not be fetched: the key set at SUPABASE_URL could not be fetched: the server answered 500',
    'a key set could not be fetched: the key set at SUPABASE_URL could not be fetched: the server answered 500',
    'the key set at SUPABASE_URL was fetched again',
  ])
})

t.test('the log distinguishes a refused connection, a bad certificate and a late response', async t => {
  const refused = await provider(t, `http://127.0.0.1:${await freePort()}/auth/v1`)
  await refused.verify(await refused.signIn())
  t.match(refused.log.lines, [/ECONNREFUSED/])
  const tls = createServer(selfSigned(await dataFolder(t))).listen(0, '127.0.0.1')
  await once(tls, 'listening')
  t.teardown(() => tls.close())
  const unknown = await provider(t, `https://127.0.0.1:${(tls.address() as AddressInfo).port}/auth/v1`)
  await unknown.verify(await unknown.signIn())
  t.match(unknown.log.lines, [/DEPTH_ZERO_SELF_SIGNED_CERT/])
  t.match(reasonOf(new DOMException('aborted', 'TimeoutError')), 'no complete response within 10 s')
})

/** A certificate that no authority has signed. */
function selfSigned(folder: string) {
  const [key, cert] = [`${folder}/key.pem`, `${folder}/cert.pem`]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  execFileSync('openssl', ['req', '-x509', ...curve, '-days', '1', '-subj', '/CN=x', '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  })
  return { key: readFileSync(key), cert: readFileSync(cert) }
}
