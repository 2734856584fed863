import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { ApiError, createClient } from '../../client/index.js'
import { build, createKey, revoke, useKey } from '../kit/app.ts'
import { type Person, signIn } from '../kit/people.ts'
import { ADMIN_TOKEN, newLink } from '../kit/portal.ts'

const ID = '00000000-0000-4000-8000-000000000123'

/** A client whose requests carry a person's cookie, like a browser's. */
async function clientOf(
  t: Test,
  person: Person | undefined,
  options: { env?: NodeJS.ProcessEnv; waitSeconds?: number } = {},
) {
  const app = await build(t, options.env)
  const baseUrl = await app.listen({ host: '127.0.0.1', port: 0 })
  const fetch = (request: Request) => {
    if (person) request.headers.set('cookie', person.cookie)
    return globalThis.fetch(request)
  }
  return { app, client: createClient({ baseUrl, fetch, waitSeconds: options.waitSeconds ?? 0 }) }
}

const failure = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error instanceof ApiError) return error
  throw new Error(`no ApiError but ${error}`)
}

t.test('the client rotates keys, cancels rotations, reports leaks and revokes several keys', async t => {
  const { app, client } = await clientOf(t, await signIn('pro'))
  const { id } = await client.createKey({ name: 'SIEM' })
  const successor = await client.rotateKey(id, { grace_seconds: 60, reason: 'quarterly' })
  t.equal((await useKey(app, successor.key)).statusCode, 200)
  t.match(await client.getKey(id), { status: 'retiring', replaced_by: successor.id })
  t.match(await client.cancelRotation(id, { reason: 'too early' }), { id, status: 'active' })
  const leaked = await client.createKey({ name: 'Laptop' })
  t.match(await client.reportLeak(leaked.id), { success: true })
  t.match(await client.reportLeak(leaked.id, { note: 'again' }), { message: 'API key was already revoked' })
  t.equal((await useKey(app, leaked.key)).statusCode, 401)
  const paused = await client.createKey({ name: 'Laptop' })
  t.match(await client.pauseKey(paused.id, { reason: 'an audit' }), { pause_reason: 'an audit' })
  t.equal((await useKey(app, paused.key)).statusCode, 403)
  t.match(await client.resumeKey(paused.id), { paused_at: null })
  t.equal((await useKey(app, paused.key)).statusCode, 200)
  const [one, other] = [await client.rotateKey(id), id]
  t.match(await client.revokeKeys({ ids: [one.id, other], reason: 'departure' }), { revoked: 2, not_found: 0 })
  t.equal((await client.cancelRotation(id).catch((error: ApiError) => error.code)) as unknown, 'key_revoked')
})

t.test('a client that names its account neither reads nor changes a different one', async t => {
  const [alice, bob] = [await signIn('pro'), await signIn('pro')]
  const app = await build(t)
  const baseUrl = await app.listen({ host: '127.0.0.1', port: 0 })
  let [person, account]: [Person, string | undefined] = [alice, undefined]
  const fetch = (request: Request) => {
    request.headers.set('cookie', person.cookie)
    return globalThis.fetch(request)
  }
  const client = createClient({ baseUrl, fetch, account: () => account })
  account = (await client.session()).account_id
  const { id } = await client.createKey({ name: 'Of Alice' })
  t.equal((await client.getKey(id)).name, 'Of Alice')
  person = bob
  t.match(await failure(client.createKey({ name: 'For Alice' })), { code: 'account_changed', status: 409 })
  const read = await failure(client.listKeys())
  t.match(read, { code: 'account_changed', status: 200 })
  t.match(read.requestId, /^req_/)
  t.same((await app.db.selectFrom('api_keys').select('id').execute()).length, 1)
  account = bob.accountId
  t.same((await client.listKeys()).data, [])
})

t.test('a key is created, renamed, listed, revoked and looked up in the history', async t => {
  const alice = await signIn('pro')
  const { app, client } = await clientOf(t, alice)
  const { id, key } = await client.createKey({ name: 'SIEM', expires_at: '2036-01-01T00:00:00Z' })
  t.equal((await useKey(app, key)).statusCode, 200)
  t.equal((await client.updateKey(id, { name: 'SIEM connector' })).name, 'SIEM connector')
  const { success, message } = await client.revokeKey(id, { reason: 'rotation' })
  t.same({ success, message }, { success: true, message: 'API key revoked successfully' })
  t.match(await client.getKey(id), { status: 'revoked', revocation_reason: 'rotation' })
  t.same((await client.listKeys({ status: 'active' })).data, [])
  t.match(await client.countKeys({ q: 'siem' }), { active: 0, revoked: 1 })
  t.same((await client.listAccountEvents()).data, [])
  t.same(
    (await client.listAuditEvents({ key_id: id })).data.map(event => event.action),
    ['revoke', 'rename', 'create'],
  )
  t.equal((await client.session()).account_id, alice.accountId)
  t.ok(Array.isArray((await client.usage({ days: 7 })).data))
  t.equal((await useKey(app, key)).statusCode, 401)
})

t.test('an error has a code, message, status, request ID and rate limit', async t => {
  const { client } = await clientOf(t, await signIn('pro'))
  const error = await failure(client.getKey('00000000-0000-4000-8000-000000000000'))
  t.match(error, { code: 'not_found', status: 404, message: 'The requested resource was not found' })
  t.match(error.requestId, /^req_/)
  t.match(error.rateLimit, { limit: 120, remaining: 119 })
  t.same(client.rateLimit, error.rateLimit)
})

t.test('a validation error names the field', async t => {
  const { client } = await clientOf(t, await signIn('pro'))
  const error = await failure(client.createKey({ name: '' }))
  t.equal(error.code, 'validation_error')
  t.hasProp(error.details, 'name')
})

t.test('the error for a missing session has the sign-in URL', async t => {
  const { client } = await clientOf(t, undefined, { env: { SIGN_IN_URL: 'https://sign-in.example/' } })
  t.match(await failure(client.session()), {
    code: 'missing_session',
    status: 401,
    details: { sign_in_url: 'https://sign-in.example/' },
  })
})

t.test("another account's key is not found", async t => {
  const { app, client } = await clientOf(t, await signIn('pro'))
  const bob = await signIn('pro')
  const { id, key } = await createKey(app, bob)
  t.equal((await failure(client.revokeKey(id, { reason: 'mine now' }))).code, 'not_found')
  t.equal((await useKey(app, key)).statusCode, 200)
  await revoke(app, bob, id)
})

t.test('an unreachable service and a response of another server get distinct error codes', async t => {
  const away = createClient({ baseUrl: 'http://127.0.0.1:9' })
  t.match(await failure(away.session()), { code: 'network_error', status: 0, requestId: null })

  const server = createServer((request, response) => {
    response
      .writeHead(request.method === 'GET' ? 502 : 200, { 'content-type': 'text/html' })
      .end('<h1>Bad Gateway</h1>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const other = createClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  t.match(await failure(other.session()), { code: 'unexpected_answer', status: 502 })
  t.match(await failure(other.revokeKey(ID)), { code: 'unexpected_answer', status: 0 })
})

t.test('a call times out and can be aborted', async t => {
  const server = createServer(() => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  t.equal((await failure(createClient({ baseUrl, timeoutSeconds: 0.1 }).session())).code, 'timeout')
  const controller = new AbortController()
  const call = createClient({ baseUrl }).session({ signal: controller.signal })
  controller.abort()
  await t.rejects(call, { name: 'AbortError' })
})

/** A service that responds to the first requests with 429. */
async function busy(t: Test, rejections: number) {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    bodies.push(await new Response(request as never).text())
    const rejected = bodies.length <= rejections
    response.writeHead(rejected ? 429 : 200, {
      'content-type': 'application/json',
      'x-ratelimit-limit': 120,
      'x-ratelimit-remaining': rejected ? 0 : 119,
      'x-ratelimit-reset': 1_800_000_000,
      ...(rejected ? { 'retry-after': '1' } : {}),
    })
    const error = { code: 'rate_limit_exceeded', message: 'Too many requests', request_id: 'req_1' }
    response.end(JSON.stringify(rejected ? { error } : { success: true, message: 'API key revoked successfully' }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return { bodies, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

t.test('the error of a 429 says how long to wait', async t => {
  const { bodies, baseUrl } = await busy(t, 1)
  const error = await failure(createClient({ baseUrl }).revokeKey(ID))
  t.match(error, { code: 'rate_limit_exceeded', status: 429, retryAfterSeconds: 1, rateLimit: { remaining: 0 } })
  t.equal(bodies.length, 1, 'without waitSeconds, the call is not retried')
})

t.test('with waitSeconds, a call waits after a 429 and sends the same request again', async t => {
  const { bodies, baseUrl } = await busy(t, 1)
  const client = createClient({ baseUrl, waitSeconds: 5 })
  t.equal((await client.revokeKey(ID, { reason: 'rotation' })).success, true)
  t.same(bodies, ['{"reason":"rotation"}', '{"reason":"rotation"}'])
  t.same(client.rateLimit, { limit: 120, remaining: 119, reset: 1_800_000_000 })
})

t.test('all attempts of a call together wait at most waitSeconds', async t => {
  const { bodies, baseUrl } = await busy(t, 10)
  t.equal((await failure(createClient({ baseUrl, waitSeconds: 2 }).revokeKey(ID))).code, 'rate_limit_exceeded')
  t.equal(bodies.length, 3)
})

t.test('the wait after a 429 can be aborted', async t => {
  const { bodies, baseUrl } = await busy(t, 1)
  const controller = new AbortController()
  const call = createClient({ baseUrl, waitSeconds: 60 }).revokeKey(ID, {}, { signal: controller.signal })
  setTimeout(() => controller.abort(), 300)
  await t.rejects(call, { name: 'AbortError' })
  t.equal(bodies.length, 1)
})

t.test('the types reject what the service rejects', async t => {
  const alice = await signIn('pro')
  const { app, client } = await clientOf(t, alice)
  // @ts-expect-error an unknown status
  t.equal((await failure(client.listKeys({ status: 'dead' }))).code, 'validation_error')
  // @ts-expect-error a key needs a name
  t.equal((await failure(client.createKey({}))).code, 'validation_error')
  await createKey(app, alice)
  const { data } = await client.listKeys()
  // @ts-expect-error a listed key has no secret
  t.equal(data[0]?.key, undefined)
})

t.test('a page on another origin sends its access token if it has one', async t => {
  const { app } = await clientOf(t, undefined)
  const { cookie } = await signIn('pro')
  const token = cookie.slice('sb-access-token='.length)
  const baseUrl = app.listeningOrigin
  const signedIn = createClient({ baseUrl, accessToken: async () => token })
  t.match(await signedIn.session(), { tier: 'pro' })
  const signedOut = createClient({ baseUrl, accessToken: async () => undefined })
  t.match(await failure(signedOut.session()), { code: 'missing_session' })
})

t.test('the client signs in with the code of a link, and out', async t => {
  const { app } = await clientOf(t, undefined, { env: { ADMIN_TOKEN } })
  const baseUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  let cookie = ''
  async function fetch(request: Request) {
    request.headers.set('cookie', cookie)
    const response = await globalThis.fetch(request)
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return response
  }
  const client = createClient({ baseUrl, fetch })
  await client.signIn((await newLink(app)).code)
  t.match(await client.session(), { account_id: 'org_7', person_id: 'user_42' })
  const before = cookie
  await client.signOut()
  cookie = before
  t.equal((await failure(client.session())).status, 401)
})
