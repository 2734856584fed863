import { SignJWT } from 'jose'
import { sql } from 'kysely'
import t from 'tap'
import { createApiKey } from '../../auth/api-key.ts'
import { KEY_FORMAT } from '../../config/key-format.ts'
import { build, createKey, revoke, useKey } from '../kit/app.ts'
import { SECRET, signIn } from '../kit/people.ts'

t.test('a line names the account and key once a guard knows them, even if the request is rejected', async t => {
  const log: string[] = []
  const app = await build(t, { LOG_LEVEL: 'info' }, { log: { write: line => log.push(line) } })
  const bob = await signIn('free')
  const { id, key } = await createKey(app, bob)
  const lineOf = ({ headers }: { headers: Record<string, unknown> }) =>
    log.map(line => JSON.parse(line)).find(line => line.request_id === headers['x-request-id'])
  const known = { account_id: bob.accountId, key_id: id }

  t.match(lineOf(await useKey(app, key)), { status: 200, route: '/api/v1/me', ...known })
  for (let used = 1; used < 10; used++) await useKey(app, key)
  t.match(lineOf(await useKey(app, key)), { status: 429, code: 'rate_limit_exceeded', ...known })
  t.match(lineOf(await revoke(app, bob, id)), { status: 200, route: '/api/v1/keys/:keyId', ...known })
  t.match(lineOf(await useKey(app, key)), { status: 401, rejection: 'revoked', ...known })
  t.match(lineOf(await app.inject('/healthz')), {
    status: 200,
    code: undefined,
    account_id: undefined,
    key_id: undefined,
  })
  const traced = {
    url: '/healthz',
    headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
  }
  t.match(lineOf(await app.inject(traced)), { trace_id: '0af7651916cd43dd8448eb211c80319c' })
  t.match(lineOf(await app.inject('/%ZZ')), { status: 400, code: 'validation_error' })
  t.notOk(log.join('').includes(key))
})

t.test('a line of a service or operator names the account, the key and the decision', async t => {
  const log: string[] = []
  const [VERIFY_TOKEN, ADMIN_TOKEN] = [
    'a token of the services, 32 characters or more',
    'a token of operators, 32 characters or so',
  ]
  const app = await build(
    t,
    { LOG_LEVEL: 'info', VERIFY_TOKEN, ADMIN_TOKEN },
    { log: { write: line => log.push(line) } },
  )
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  const ask = async (method: 'POST' | 'PUT', url: string, token: string, payload: object) => {
    const { headers } = await app.inject({ method, url, headers: { authorization: `Bearer ${token}` }, payload })
    return log.map(line => JSON.parse(line)).find(line => line.request_id === headers['x-request-id'])
  }
  const verify = () => ask('POST', '/api/v1/verify', VERIFY_TOKEN, { key })
  t.match(await verify(), { status: 200, code: undefined, account_id: alice.accountId, key_id: id })
  await revoke(app, alice, id)
  t.match(await verify(), {
    status: 200,
    code: 'invalid_api_key',
    rejection: 'revoked',
    account_id: alice.accountId,
    key_id: id,
  })
  const tier = await ask('PUT', `/admin/v1/accounts/${alice.accountId.toUpperCase()}`, ADMIN_TOKEN, { tier: 'free' })
  t.match(tier, { status: 200, account_id: alice.accountId })
  t.match(await ask('PUT', `/admin/v1/accounts/${key}`, ADMIN_TOKEN, { tier: 'free' }), {
    status: 400,
    account_id: undefined,
  })
  t.notOk(log.join('').includes(key))
})

t.test('a line gives the reason for rejecting a key, and the client does not learn it', async t => {
  const log: string[] = []
  const app = await build(t, { LOG_LEVEL: 'info' }, { log: { write: line => log.push(line) } })
  const bob = await signIn('free')
  const { id, key } = await createKey(app, bob)
  await sql`update api_keys set expires_at = now() - interval '1 second'`.execute(app.db)
  const unknown = createApiKey(KEY_FORMAT).secret
  const foreign = createApiKey({ prefixes: ['sk_test_'] }).secret
  const answers = new Set<string>()
  for (const [rejection, presented, known] of [
    ['expired', key, { account_id: bob.accountId, key_id: id }],
    ['unknown', unknown, { account_id: undefined, key_id: undefined }],
    ['other_environment', foreign, {}],
    ['malformed', 'sk_live_nonsense', {}],
  ] as const) {
    const { headers, body, statusCode } = await useKey(app, presented)
    t.equal(statusCode, 401)
    answers.add(body.replace(String(headers['x-request-id']), ''))
    const line = log.map(line => JSON.parse(line)).find(line => line.request_id === headers['x-request-id'])
    t.match(line, { rejection, ...known })
    t.notOk(log.join('').includes(presented))
  }
  t.equal(answers.size, 1, 'one answer for all of them')
})

t.test('a line gives the reason for rejecting a session, but never the token', async t => {
  const log: string[] = []
  const issuer = { SUPABASE_URL: 'https://abcdefgh.supabase.co' }
  const app = await build(t, { LOG_LEVEL: 'info', ...issuer }, { log: { write: line => log.push(line) } })
  const now = Math.floor(Date.now() / 1000)
  const good = {
    iss: 'https://abcdefgh.supabase.co/auth/v1',
    aud: 'authenticated',
    role: 'authenticated',
    sub: '00000000-0000-4000-8000-000000000001',
    session_id: '00000000-0000-4000-8000-000000000002',
    exp: now + 600,
  }
  const sign = (claims: object, secret = SECRET, alg = 'HS256') =>
    new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret))
  const rejected: [rejection: string | undefined, token: string][] = [
    [undefined, await sign({})],
    ['expired', await sign({ exp: now - 1 })],
    ['not_yet_valid', await sign({ nbf: now + 600 })],
    ['issuer', await sign({ iss: 'https://other.supabase.co/auth/v1' })],
    ['audience', await sign({ aud: 'anon' })],
    ['claims', await sign({ session_id: undefined })],
    ['no_person', await sign({ role: 'anon' })],
    ['signature', await sign({}, `${SECRET}!`)],
    ['algorithm', await sign({}, SECRET.padEnd(64), 'HS512')],
    ['malformed', 'x'],
  ]
  for (const [rejection, token] of rejected) {
    const { headers } = await app.inject({ url: '/api/v1/keys', headers: { authorization: `Bearer ${token}` } })
    const line = log.map(line => JSON.parse(line)).find(line => line.request_id === headers['x-request-id'])
    t.equal(line.rejection, rejection)
    t.equal(line.refusal, rejection, 'the name in the previous release')
    if (token.length > 1) t.notOk(log.join('').includes(token))
  }
})
