import * as oauth from 'oauth4webapi'
import t from 'tap'
import { createApiKey } from '../../auth/api-key.ts'
import { KEY_FORMAT } from '../../config/key-format.ts'
import { type App, build, call, createKey, revoke } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

const VERIFY_TOKEN = 'a token of the services: 100% + "more" & such'

const introspect = (app: App, payload: string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/oauth2/introspect',
    payload,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`any:${encodeURIComponent(VERIFY_TOKEN)}`).toString('base64')}`,
      ...headers,
    },
  })

t.test('an OAuth client library introspects keys', async t => {
  const app = await build(t, { VERIFY_TOKEN })
  const issuer = await app.listen({ host: '127.0.0.1', port: 0 })
  const alice = await signIn('pro')
  const expires_at = '2090-01-01T00:00:00.000Z'
  const payload = { name: 'a key', scopes: ['a', 'b'], expires_at }
  const { id, key, created_at } = (await call(app, { as: alice, method: 'POST', url: '/api/v1/keys', payload })).json()
  const server = { issuer, introspection_endpoint: `${issuer}/oauth2/introspect` }
  const client = { client_id: 'a gateway' }
  async function ask(token: string) {
    const options = { [oauth.allowInsecureRequests]: true }
    const auth = oauth.ClientSecretBasic(VERIFY_TOKEN)
    const response = await oauth.introspectionRequest(server, client, auth, token, options)
    return oauth.processIntrospectionResponse(server, client, response)
  }
  t.same(await ask(key), {
    active: true,
    sub: alice.accountId,
    client_id: id,
    scope: 'a b',
    token_type: 'Bearer',
    iat: Math.floor(Date.parse(created_at) / 1000),
    exp: Date.parse(expires_at) / 1000,
  })
  await revoke(app, alice, id)
  t.same(await ask(key), { active: false })
  const rows = await app.db.selectFrom('usage_windows').selectAll().where('account_id', '=', alice.accountId).execute()
  t.equal(rows[0]?.day_used, 0, 'nothing is counted')
})

t.test('the response for an invalid key says only that it is inactive', async t => {
  const app = await build(t, { VERIFY_TOKEN })
  const { key } = await createKey(app, await signIn('free'))
  t.match((await introspect(app, `token=${key}`)).json(), { active: true, scope: '*', exp: undefined })
  t.match((await introspect(app, `token=${key}&token_type_hint=refresh_token`)).json(), { active: true })
  for (const token of [createApiKey(KEY_FORMAT).secret, 'nonsense', `${key}x`, '%00', '%F0%9F%94%91'])
    t.same((await introspect(app, `token=${token}`)).json(), { active: false }, token)
})

t.test('a key over its limit stays active', async t => {
  const app = await build(t, { VERIFY_TOKEN })
  const { key } = await createKey(app, await signIn('free'))
  for (let use = 0; use < 12; use++) await app.inject({ url: '/api/v1/me', headers: { 'x-api-key': key } })
  t.match((await introspect(app, `token=${key}`)).json(), { active: true })
})

t.test('the client must authenticate, and the request must be valid', async t => {
  const app = await build(t, { VERIFY_TOKEN })
  const { key } = await createKey(app, await signIn('free'))
  const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` })
  const refused: [name: string, headers: Record<string, string>, code: string][] = [
    ['none', { authorization: '' }, 'missing_token'],
    ['another scheme', { authorization: 'Digest x' }, 'missing_token'],
    ['a wrong bearer', { authorization: 'Bearer x' }, 'invalid_token'],
    ['a wrong password', basic('any:x'), 'invalid_token'],
    ['the token as name', basic(`${encodeURIComponent(VERIFY_TOKEN)}:`), 'invalid_token'],
    ['no colon', basic('any'), 'invalid_token'],
    ['no base64', { authorization: 'Basic %%%' }, 'invalid_token'],
  ]
  for (const [name, headers, code] of refused) {
    const reply = await introspect(app, `token=${key}`, headers)
    t.match([reply.statusCode, reply.json().error.code], [401, code], name)
  }
  const good = await introspect(app, JSON.stringify({ token: key }), {
    'content-type': 'application/json',
    authorization: `Bearer ${Buffer.from(VERIFY_TOKEN).toString('latin1')}`,
  })
  t.match(good.json(), { active: true }, 'a bearer, and JSON')
  for (const body of ['', 'token=', `token=${key}&token=${key}`, `key=${key}`, `token=${'x'.repeat(1_001)}`])
    t.equal((await introspect(app, body)).json().error.code, 'validation_error', body.slice(0, 30))
  t.equal((await introspect(app, `token=${key}`, { 'content-type': 'text/plain' })).statusCode, 415)
  t.equal((await (await build(t)).inject({ method: 'POST', url: '/oauth2/introspect' })).statusCode, 404)
})

t.test('the secret can be in the body or in the header, but not in both', async t => {
  const app = await build(t, { VERIFY_TOKEN })
  const { key } = await createKey(app, await signIn('free'))
  const issuer = await app.listen({ host: '127.0.0.1', port: 0 })
  const server = { issuer, introspection_endpoint: `${issuer}/oauth2/introspect` }
  const client = { client_id: 'a gateway' }
  const options = { [oauth.allowInsecureRequests]: true }
  const post = oauth.ClientSecretPost(VERIFY_TOKEN)
  const response = await oauth.introspectionRequest(server, client, post, key, options)
  t.match(await oauth.processIntrospectionResponse(server, client, response), { active: true })
  const send = (body: Record<string, string>, authorization?: string) => {
    const payload = String(new URLSearchParams({ token: key, ...body }))
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(authorization && { authorization }) }
    return app.inject({ method: 'POST', url: '/oauth2/introspect', payload, headers })
  }
  const refused: [
    name: string,
    body: Record<string, string>,
    authorization: string | undefined,
    expected: unknown[],
  ][] = [
    ['none', {}, undefined, [401, 'missing_token']],
    ['a client without a secret', { client_id: 'x' }, undefined, [401, 'missing_token']],
    ['a wrong secret', { client_secret: 'x' }, undefined, [401, 'invalid_token']],
    ['an empty secret', { client_secret: '' }, undefined, [401, 'invalid_token']],
    ['two', { client_secret: VERIFY_TOKEN }, `Bearer ${VERIFY_TOKEN}`, [400, 'ambiguous_credentials']],
    ['a good one beside a wrong one', { client_secret: VERIFY_TOKEN }, 'Bearer x', [401, 'invalid_token']],
    ['a good one beside another scheme', { client_secret: VERIFY_TOKEN }, 'Digest x', [401, 'missing_token']],
  ]
  for (const [name, body, authorization, expected] of refused) {
    const reply = await send(body, authorization)
    t.same([reply.statusCode, reply.json().error.code], expected, name)
  }
  const empty = await app.inject({ method: 'POST', url: '/oauth2/introspect' })
  t.equal(empty.json().error.code, 'missing_token', 'no body')
  const json = {
    method: 'POST',
    url: '/oauth2/introspect',
    payload: { token: key, client_secret: [VERIFY_TOKEN] },
  } as const
  t.equal((await app.inject(json)).json().error.code, 'missing_token', 'a secret that is not text')
})

t.test('the token is accepted as the password of HTTP Basic, plain and form-encoded', async t => {
  const token = 'a+b/c=d%20e&f:g'.repeat(3)
  const app = await build(t, { VERIFY_TOKEN: token })
  const { key } = await createKey(app, await signIn('free'))
  const statusOf = async (password: string) => {
    const authorization = `Basic ${Buffer.from(`any:${password}`).toString('base64')}`
    return (await introspect(app, `token=${key}`, { authorization })).statusCode
  }
  t.equal(await statusOf(token), 200, 'curl -u')
  t.equal(await statusOf(encodeURIComponent(token)), 200)
  t.equal(await statusOf(token.replaceAll('+', ' ')), 401)
  t.equal(await statusOf(encodeURIComponent(encodeURIComponent(token))), 401)
})
