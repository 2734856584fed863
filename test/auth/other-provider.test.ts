import { createHmac, createPublicKey, type JsonWebKey, randomUUID } from 'node:crypto'
import t from 'tap'
import { sessionVerifier } from '../../auth/session-token.ts'
import { readConfig } from '../../config/config.ts'
import type { SessionSource } from '../../config/session-source.ts'
import { build, call, createKey } from '../kit/app.ts'
import { AUDIENCE, cookie, issuer, providerKey, settingsFor, withIssuer } from './issuer.ts'
import { refusal, setLog } from './key-server.ts'

const rs = await providerKey('rs-1', 'RS256')
const ed = await providerKey('ed-1', 'EdDSA')
const other = await providerKey('es-1', 'ES256')

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

t.test('sessions of an OpenID Connect provider are valid with each of its algorithms', async t => {
  const { provider, answer, session } = await withIssuer(t)
  provider.keys.push(rs.jwk, ed.jwk)
  t.equal(await answer(), '200 user_42')
  for (const key of [rs, ed]) t.equal((await session(await key.sign(provider.claims()))).statusCode, 200)
  for (const typ of ['JWT', 'at+jwt', 'application/at+jwt', 'jwt']) t.equal(await answer({}, { typ }), '200 user_42')
  t.equal(await answer({ aud: ['https://api.example.com', AUDIENCE] }), '200 user_42')
  t.same(provider.paths, [provider.discovery, '/keys'])
})

t.test('a token for something else is not a session', async t => {
  const { provider, answer } = await withIssuer(t)
  const now = Math.floor(Date.now() / 1000)
  const bad: [name: string, claims: object, header?: object][] = [
    ['another audience', { aud: 'https://api.example.com' }],
    ['a longer audience', { aud: `${AUDIENCE}/` }],
    ['no audience', { aud: undefined }],
    ['no audiences', { aud: [] }],
    ['an object as the audience', { aud: { [AUDIENCE]: AUDIENCE } }],
    ['the issuer without its slash', { iss: provider.iss.slice(0, -1) }],
    ['the issuer with two', { iss: `${provider.iss}/` }],
    ['a list of issuers', { iss: [provider.iss] }],
    ['no issuer', { iss: undefined }],
    ['expired', { exp: now - 1 }],
    ['no expiry', { exp: undefined }],
    ['an expiry that is text', { exp: String(now + 600) }],
    ['an expiry without end', { exp: 1e308 }],
    ['no time of issue', { iat: undefined }],
    ['a time of issue that is text', { iat: String(now) }],
    ['issued in the future', { iat: now + 3600, exp: now + 7200 }],
    ['issued for more than a day', { iat: now, exp: now + 86_401 }],
    ['issued more than a day before its end', { iat: now - 86_400, exp: now + 1 }],
    ['not yet valid', { nbf: now + 600 }],
    ['a machine of Auth0', { sub: 'abc@clients' }],
    ['a machine by its grant', { gty: 'client-credentials' }],
    ['a machine by its azp', { azp: 'user_42' }],
    ['a machine by its client', { client_id: 'user_42' }],
    ['no subject', { sub: undefined }],
    ['a logout token', {}, { typ: 'logout+jwt' }],
    ['a security event', {}, { typ: 'secevent+jwt' }],
    ['a token with a type of its own', {}, { typ: 'x' }],
  ]
  for (const [name, claims, header] of bad) t.equal(await answer(claims, header), '401 invalid_session', name)
  t.equal(await answer({ exp: now + 600.5, iat: now - 0.5, azp: 'app', client_id: 'app' }), '200 user_42', 'fractions')
  t.equal(await answer({ iat: now + 30, exp: now + 600 }), '200 user_42', 'a clock that is ahead')
})

t.test('the algorithm selects the key, and the header of a token adds none', async t => {
  const { provider, session } = await withIssuer(t)
  provider.keys.push(rs.jwk, { kty: 'oct', kid: 'oct', k: encode('a secret that the set publishes'), alg: 'HS256' })
  const hmac = (header: object, key: string | Buffer) => {
    const text = `${encode(header)}.${encode(provider.claims())}`
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
  }
  const pem = createPublicKey({ key: rs.jwk as JsonWebKey, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  const mine = (header: object) => other.sign(provider.claims(), header)
  const jku = `${provider.base}/mine`
  provider.answers['/mine'] = { body: JSON.stringify({ keys: [other.jwk] }) }
  const forged: [name: string, token: string][] = [
    ['HS256 with the published RSA key', hmac({ alg: 'HS256', kid: 'rs-1' }, pem)],
    ['HS256 with the key as JSON', hmac({ alg: 'HS256', kid: 'rs-1' }, JSON.stringify(rs.jwk))],
    ['HS256 with a secret in the set', hmac({ alg: 'HS256', kid: 'oct' }, 'a secret that the set publishes')],
    ['none', `${encode({ alg: 'none' })}.${encode(provider.claims())}.`],
    ['None, with a signature', hmac({ alg: 'None' }, 'x')],
    ['another key with the same kid', await mine({})],
    ['another key at an address', await mine({ kid: 'mine', jku })],
    ['another key in the header', await mine({ jwk: other.jwk })],
    ['a certificate at an address', await mine({ x5u: jku })],
    ['an address as the kid', await mine({ kid: jku })],
    ['a path as the kid', await mine({ kid: '../../dev/null' })],
    ['an inherited name as the kid', await mine({ kid: '__proto__' })],
    ['a critical extension', await mine({ crit: ['exp'], exp: 1 }).catch(() => 'x.y.z')],
    ['an EdDSA key for ES256', hmac({ alg: 'ES256', kid: 'ed-1' }, 'x')],
    ['PS256', hmac({ alg: 'PS256', kid: 'rs-1' }, 'x')],
  ]
  for (const [name, token] of forged) t.equal((await session(token)).statusCode, 401, name)
  t.notOk(provider.paths.includes('/mine'))
})

t.test(
  'SESSION_ACCOUNT and SESSION_PERSON find a claim by its name or pointer, and the first one present counts',
  async t => {
    const { provider, session } = await withIssuer(t, {
      SESSION_ACCOUNT:
        '/o/id, https://acme.com/org, /teams/0/id, /__proto__/x, /o/constructor/name, /teams/length, toString, sub',
      SESSION_PERSON: '/https:~1~1acme.com~1person,sub',
    })
    const idsOf = async (claims: object) => {
      const { account_id, person_id = account_id } = (await session(await provider.sign(claims))).json()
      return [account_id, person_id]
    }
    const cases: [claims: object, account: string | undefined, person?: string][] = [
      [{}, 'user_42', 'user_42'],
      [{ o: { id: 'org_7' } }, 'org_7', 'user_42'],
      [{ 'https://acme.com/org': 7 }, '7', 'user_42'],
      [{ teams: [{ id: 'team_1' }] }, 'team_1', 'user_42'],
      [{ o: { id: null } }, 'user_42', 'user_42'],
      [{ o: null }, 'user_42', 'user_42'],
      [{ o: 'id' }, 'user_42', 'user_42'],
      [{ o: [] }, 'user_42', 'user_42'],
      [{ o: {} }, 'user_42', 'user_42'],
      [{ teams: [] }, 'user_42', 'user_42'],
      [{ teams: { 0: { id: 'team_2' } } }, 'team_2', 'user_42'],
      [JSON.parse('{"__proto__":{"x":"own"}}'), 'own', 'user_42'],
      [{ 'https://acme.com/person': 'p1' }, 'user_42', 'p1'],
      [{ o: { id: { id: 'x' } } }, undefined],
      [{ o: { id: ['org_7'] } }, undefined],
      [{ o: { id: '' } }, undefined],
      [{ o: { id: true } }, undefined],
      [{ o: { id: 2 ** 53 } }, undefined],
      [{ 'https://acme.com/person': 'a b' }, undefined],
    ]
    for (const [claims, account, person] of cases)
      t.same(await idsOf(claims), [account, person], JSON.stringify(claims))
  },
)

t.test('of a claim that a token has twice, the last one counts', async t => {
  const { provider, session } = await withIssuer(t, { SESSION_REQUIRES: 'azp=app' })
  provider.keys.push(rs.jwk)
  const twice = (text: string) =>
    rs.signText(JSON.stringify(provider.claims({ azp: 'app' })).replace('"sub":"user_42"', text))
  const one = await session(await twice('"sub":"victim","sub":"user_42"'))
  t.equal(one.json().account_id, 'user_42')
  // The claims follow in the payload, so the last azp is the required one.
  t.equal((await session(await twice('"sub":"user_42","azp":"other"'))).statusCode, 200)
  const last = rs.signText(
    JSON.stringify(provider.claims({ azp: 'app' })).replace('"azp":"app"', '"azp":"app","azp":"x"'),
  )
  t.equal((await session(await last)).statusCode, 401)
})

t.test('SESSION_REQUIRES compares claims, and several values of one claim are alternatives', async t => {
  const { answer } = await withIssuer(t, {
    SESSION_AUDIENCE: 'none',
    SESSION_REQUIRES: 'azp=https://app.example.com, azp=https://two.example.com, email_verified=true, /o/level=2',
  })
  const good = { aud: undefined, azp: 'https://app.example.com', email_verified: true, o: { level: 2 } }
  for (const more of [{}, { azp: 'https://two.example.com' }, { email_verified: 'true' }, { aud: 'any' }])
    t.equal(await answer({ ...good, ...more }), '200 user_42', JSON.stringify(more))
  for (const more of [
    ...[{ azp: undefined }, { azp: 'https://app.example.com/' }, { azp: ['https://app.example.com'] }],
    ...[{ email_verified: false }, { email_verified: undefined }, { email_verified: { toString: 'true' } }],
    ...[{ o: { level: 1 } }, { o: {} }, { azp: 'https://app.example.com,https://two.example.com' }],
  ])
    t.equal(await answer({ ...good, ...more }), '401 invalid_session', JSON.stringify(more))
})

t.test('SESSION_MAX_SECONDS limits the lifetime of sessions', async t => {
  const { answer } = await withIssuer(t, { SESSION_MAX_SECONDS: '600' })
  const now = Math.floor(Date.now() / 1000)
  t.equal(await answer({ iat: now, exp: now + 600 }), '200 user_42')
  t.equal(await answer({ iat: now, exp: now + 601 }), '401 invalid_session')
})

t.test('a session in the name of another person may read and not change, and its log lines name both', async t => {
  const lines: Record<string, unknown>[] = []
  const log = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const { app, person, answer } = await withIssuer(t, { LOG_LEVEL: 'info', SESSION_ACCOUNT: 'org' }, { log })
  const alice = await person('alice', { org: 'org_7' })
  const { id } = await createKey(app, alice)
  const support = await person('alice', { org: 'org_7', act: { sub: 'support@example.com' } })
  lines.length = 0
  for (const url of ['/api/v1/session', '/api/v1/keys', `/api/v1/keys/${id}`, '/api/v1/usage', '/api/v1/audit-events'])
    t.equal((await call(app, { as: support, url })).statusCode, 200, url)
  const changes: [method: 'POST' | 'PATCH' | 'DELETE', path: string][] = [
    ['POST', ''],
    ['PATCH', `/${id}`],
    ['DELETE', `/${id}`],
    ['POST', `/${id}/rotation`],
    ['DELETE', `/${id}/rotation`],
    ['POST', `/${id}/leak`],
    ['POST', '/revocations'],
  ]
  for (const [method, path] of changes) {
    const reply = await call(app, { as: support, method, url: `/api/v1/keys${path}`, payload: { name: 'x' } })
    t.equal(reply.json().error.code, 'read_only_session', `${method} ${path}`)
  }
  t.equal((await call(app, { as: alice, url: `/api/v1/keys/${id}` })).json().status, 'active')
  const requests = lines.filter(({ msg, impersonator }) => msg === 'request' && impersonator !== undefined)
  t.equal(requests.length, 5 + changes.length)
  for (const line of requests)
    t.match(line, { external_id: 'org_7', person_id: 'alice', impersonator: 'support@example.com' })
  for (const act of [{}, 'x', [], { sub: 7 }, true])
    t.match(
      await call(app, { as: await person('alice', { org: 'o', act }), method: 'DELETE', url: `/api/v1/keys/${id}` }),
      {
        statusCode: 403,
      },
    )
  t.equal(await answer({ org: 'org_7', act: null }), '200 org_7', 'no one acts')
})

t.test('the history stores the ID of any session', async t => {
  const { app, person } = await withIssuer(t)
  const uuid = randomUUID()
  const cases: [claims: object, id: string | null, name: string | null][] = [
    [{ sid: uuid }, uuid, null],
    [{ session_id: uuid, sid: 'x' }, uuid, null],
    [{ sid: 'sess_2abc' }, null, 'sess_2abc'],
    [{ sid: 7 }, null, '7'],
    [{ sid: 'ü'.repeat(200) }, null, 'ü'.repeat(200)],
    [{}, null, null],
    ...[{ sid: 'x'.repeat(201) }, { sid: 'a\0' }, { sid: '' }, { sid: ['x'] }].map((claims): [object, null, null] => [
      claims,
      null,
      null,
    ]),
  ]
  for (const [at, [claims, session_id, session_name]] of cases.entries()) {
    const { id } = await createKey(app, await person(`user_${at}`, claims))
    const rows = app.db.selectFrom('audit_events').select(['session_id', 'session_name']).where('key_id', '=', id)
    t.same(await rows.execute(), [{ session_id, session_name }])
    const as = await person(`user_${at}`, claims)
    t.equal((await call(app, { as, method: 'DELETE', url: `/api/v1/keys/${id}` })).statusCode, 200)
    t.equal((await rows.where('action', '=', 'revoke').execute()).length, 1)
  }
})

t.test('while the provider is away, sessions get 503 and keys are unaffected', async t => {
  const provider = await issuer(t)
  const app = await build(t, settingsFor(provider))
  const headers = cookie(await provider.sign())
  const key = await createKey(app, { accountId: 'user_42', ...headers })
  const away = await issuer(t)
  away.stop()
  const blind = await build(t, settingsFor(away))
  const reply = await blind.inject({ url: '/api/v1/session', headers })
  t.match([reply.statusCode, reply.headers['retry-after']], [503, '1'])
  t.equal((await blind.inject({ url: '/api/v1/me', headers: { authorization: `Bearer ${key.key}` } })).statusCode, 401)
  t.equal((await blind.inject({ url: '/api/v1/me', headers: { authorization: 'Bearer x' } })).statusCode, 401)
})

t.test('only the issuer’s own discovery document and key set are used', async t => {
  const document = (iss: string, jwks_uri: unknown) => ({ body: JSON.stringify({ issuer: iss, jwks_uri }) })
  const cases: [name: string, path: 'discovery' | 'keys', answer: (base: string, iss: string) => object][] = [
    ['another issuer', 'discovery', base => document('https://login.example.com/', `${base}/keys`)],
    ['the issuer without its slash', 'discovery', base => document(base, `${base}/keys`)],
    ['no issuer', 'discovery', base => ({ body: JSON.stringify({ jwks_uri: `${base}/keys` }) })],
    ['no jwks_uri', 'discovery', (_, iss) => document(iss, undefined)],
    ['a relative jwks_uri', 'discovery', (_, iss) => document(iss, '/keys')],
    ['an http jwks_uri', 'discovery', (_, iss) => document(iss, 'http://login.example.com/keys')],
    ['a file', 'discovery', (_, iss) => document(iss, 'file:///etc/passwd')],
    ['no JSON', 'discovery', () => ({ body: '<html>' })],
    ['null', 'discovery', () => ({ body: 'null' })],
    ['404', 'discovery', () => ({ status: 404, body: '' })],
    ['a redirect', 'discovery', base => ({ status: 302, location: `${base}/elsewhere`, body: '' })],
    [
      'a document of 100 kB',
      'discovery',
      (base, iss) => ({ body: document(iss, `${base}/keys`).body + ' '.repeat(100_000) }),
    ],
    ['a redirected key set', 'keys', base => ({ status: 307, location: `${base}/elsewhere`, body: '' })],
    ['a key set of 100 kB', 'keys', () => ({ body: `{"keys":[]}${' '.repeat(100_000)}` })],
    ['no key set', 'keys', () => ({ body: '{}' })],
  ]
  for (const [name, path, answer] of cases) {
    const provider = await issuer(t)
    const { base, iss } = provider
    provider.answers[path === 'keys' ? '/keys' : provider.discovery] = answer(base, iss) as { body: string }
    const config = readConfig(settingsFor(provider))
    const log = setLog()
    const { verify, close } = sessionVerifier(config.session as SessionSource, log, { rules: config.sessionRules })
    t.equal(await refusal(verify(await provider.sign())), 'service_unavailable', name)
    close()
    t.match(log.lines[0], /^a key set could not be fetched: the key set at SESSION_ISSUER/, name)
    t.notOk(provider.paths.includes('/elsewhere'), name)
  }
})

t.test('SESSION_JWKS_URL names the key set of an issuer without discovery', async t => {
  const provider = await issuer(t)
  const app = await build(t, settingsFor(provider, { SESSION_JWKS_URL: `${provider.base}/keys` }))
  const reply = await app.inject({ url: '/api/v1/session', headers: cookie(await provider.sign()) })
  t.equal(reply.statusCode, 200)
  t.same(provider.paths, ['/keys'])
})

t.test('a new key of the provider is used at once', async t => {
  const { provider, session, answer } = await withIssuer(t)
  t.equal(await answer(), '200 user_42')
  provider.keys = [rs.jwk]
  t.equal((await session(await rs.sign(provider.claims()))).statusCode, 200)
  t.equal(await answer(), '401 invalid_session', 'the old key is gone')
})

t.test('SESSION_COOKIE names a cookie with the access token of the provider', async t => {
  const { app, provider } = await withIssuer(t, { SESSION_COOKIE: '__session' })
  const [token, second] = [await provider.sign(), await provider.sign({ sub: 'user_43' })]
  const statusOf = async (cookie: string) =>
    (await app.inject({ url: '/api/v1/session', headers: { cookie } })).statusCode
  t.equal(await statusOf(`__session=${token}`), 200)
  t.equal(await statusOf(`__session=${token}; sb-access-token=`), 200, 'an empty cookie is a leftover')
  t.equal(await statusOf(`sb-access-token=${token}; __session=`), 200)
  t.equal(await statusOf(`__session=${token}; __session.0=x`), 200, 'a token is never split')
  t.equal(await statusOf(`__session=${token}; __session=${token}`), 400)
  t.equal(await statusOf(`__session=${token}; sb-access-token=${second}`), 400)
  t.equal(await statusOf(`__session.0=${token}`), 401)
  const session = encodeURIComponent(JSON.stringify({ access_token: token }))
  t.equal(await statusOf(`__session=${session}`), 401, 'a session of Supabase’s packages')
  const headers = { cookie: `__session=${token}`, origin: 'https://evil.example' }
  const reply = await app.inject({ method: 'POST', url: '/api/v1/keys', headers, payload: { name: 'a key' } })
  t.equal(reply.json().error.code, 'forbidden_origin')
})
