import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { createApiKey } from '../../../auth/api-key.ts'
import { KEY_FORMAT } from '../../../config/key-format.ts'
import { type App, build, call, createKey, revoke, useKey } from '../../kit/app.ts'
import { isWaiting, needsPostgres, ownConnection } from '../../kit/database.ts'
import { signIn } from '../../kit/people.ts'
import { until } from '../../kit/until.ts'

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const NAME = 'a-key-of-the-test'
const JSON_TYPE = 'application/json'

async function keyServer(t: Test, status = 200) {
  const public_keys = [
    { key_identifier: NAME, key: publicKey.export({ type: 'spki', format: 'pem' }), is_current: true },
  ]
  const server = createServer((_request, response) => response.writeHead(status).end(JSON.stringify({ public_keys })))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`
}

interface Sent {
  /** Of the body; null if the request names none. */
  type?: string | null
  signed?: string
  id?: string
  signature?: string
}

/** Sends a report as GitHub does. `signed` is the signed text, if it is not the body. */
function send(app: App, payload: string, { type = JSON_TYPE, signed = payload, id = NAME, signature }: Sent = {}) {
  const made = signature ?? sign('sha256', Buffer.from(signed), privateKey).toString('base64')
  return app.inject({
    method: 'POST',
    url: '/api/v1/leaks/github',
    headers: {
      ...(type && { 'content-type': type }),
      'github-public-key-identifier': id,
      'github-public-key-signature': made,
    },
    payload,
  })
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

t.test('a request without a body is rejected by its signature, and by its missing body', async t => {
  const app = await build(t, { GITHUB_KEYS_URL: await keyServer(t) })
  for (const type of [JSON_TYPE, null]) {
    const forged = await send(app, '', { type, signed: 'another text' })
    t.match([forged.statusCode, forged.json()], [401, { error: { code: 'invalid_token' } }])
    const genuine = await send(app, '', { type })
    t.match([genuine.statusCode, genuine.json()], [400, { error: { code: 'validation_error' } }])
  }
})

t.test('keys that GitHub reports are revoked when the report is answered, and each token is labeled', async t => {
  const app = await build(t, { GITHUB_KEYS_URL: await keyServer(t) })
  const alice = await signIn('pro')
  const [alive, dead] = [await createKey(app, alice), await createKey(app, alice)]
  await revoke(app, alice, dead.id)
  const unknown = createApiKey(KEY_FORMAT).secret
  const tokens = [alive.key, dead.key, unknown, 'nonsense'].map(token => ({
    token,
    type: 'soc_defenders_api_key',
    url: 'https://github.com/octocat/Hello-World/blob/main/.env',
    source: 'content',
  }))
  const reply = await send(app, JSON.stringify(tokens))
  t.equal(reply.statusCode, 200)
  t.same(
    reply.json(),
    tokens.map(({ token, type }) => ({
      token_hash: hashOf(token),
      token_type: type,
      label: [alive.key, dead.key].includes(token) ? 'true_positive' : 'false_positive',
    })),
  )
  t.equal((await useKey(app, alive.key)).statusCode, 401)
  t.match((await call(app, { as: alice, url: `/api/v1/keys/${alive.id}` })).json(), {
    revoked_by: 'system',
    revocation_reason: 'leaked: found by GitHub secret scanning',
    leak: {
      reported_by: 'github',
      door: 'github',
      source_url: 'https://github.com/octocat/Hello-World/blob/main/.env',
      note: null,
    },
  })
  const metric = await app.metrics.registry.getSingleMetricAsString('keyward_leaked_keys_total')
  t.match(metric, 'door="github"} 1')
  t.match(metric, '{reported_by="github",door="github"} 1')
})

t.test('a token that contains a key is a true positive, and the key is revoked', async t => {
  const app = await build(t, { GITHUB_KEYS_URL: await keyServer(t) })
  const { key } = await createKey(app, await signIn('pro'))
  const tokens = [`"${key}"`, `api_key=${createApiKey(KEY_FORMAT).secret}`].map(token => ({ token, type: 'x' }))
  const reply = await send(app, JSON.stringify(tokens))
  t.same(
    reply.json(),
    tokens.map(({ token }, at) => ({
      token_hash: hashOf(token),
      token_type: 'x',
      label: at === 0 ? 'true_positive' : 'false_positive',
    })),
  )
  t.equal((await useKey(app, key)).statusCode, 401)
})

t.test('a report without a valid signature is 401 and revokes nothing', async t => {
  const app = await build(t, { GITHUB_KEYS_URL: await keyServer(t) })
  const { key } = await createKey(app, await signIn('pro'))
  const body = JSON.stringify([{ token: key, type: 'x' }])
  for (const [what, sent] of [
    ['another body', { signed: `${body} ` }],
    ['an unknown key', { id: 'another' }],
    ['no base64', { signature: 'nonsense' }],
  ] as [string, Sent][]) {
    const reply = await send(app, body, sent)
    t.equal(reply.statusCode, 401, what)
    t.match(reply.json().error, { code: 'invalid_token' })
    t.ok(reply.headers['www-authenticate'])
  }
  const bare = await app.inject({ method: 'POST', url: '/api/v1/leaks/github', payload: [{ token: key, type: 'x' }] })
  t.match([bare.statusCode, bare.json().error.code], [401, 'missing_token'])
  t.equal((await useKey(app, key)).statusCode, 200)
})

t.test('an empty signed body is 400', async t => {
  const app = await build(t, { GITHUB_KEYS_URL: await keyServer(t) })
  t.equal((await send(app, '')).statusCode, 400)
  t.equal((await send(app, '', { signed: 'something' })).statusCode, 401)
})

t.test('a signed body in another format is 400', async t => {
  const app = await build(t, { GITHUB_KEYS_URL: await keyServer(t) })
  for (const body of ['[]', '{}', '[{"type":"x"}]', '[{"token":1,"type":"x"}]', '[null]', '"x"'])
    t.equal((await send(app, body)).statusCode, 400, body)
  for (const url of ['null', '"not an address"', '"javascript:alert(1)"', '"https://[::zz]/"'])
    t.equal((await send(app, `[{"token":"x","type":"x","url":${url}}]`)).statusCode, 200, url)
})

t.test("without GitHub's keys the route is 503, and without the setting it does not exist", async t => {
  const away = await build(t, { GITHUB_KEYS_URL: await keyServer(t, 500) })
  const reply = await send(away, '[{"token":"x","type":"x"}]')
  t.equal(reply.statusCode, 503)
  t.equal(reply.headers['retry-after'], '1')
  t.equal((await send(await build(t), '[]')).statusCode, 404)
})

t.test(...needsPostgres('unsigned reports are rejected before they queue, however long the queue is'), async t => {
  const app = await build(t, { GITHUB_KEYS_URL: await keyServer(t) })
  const body = (token: string) => JSON.stringify([{ token, type: 'x' }])
  const { key } = await createKey(app, await signIn('pro'))
  const replies = await ownConnection(t, app)
    .transaction()
    .execute(async holder => {
      await sql`select from api_keys for update`.execute(holder)
      const signed = Array.from({ length: 61 }, () => send(app, body(key)))
      await until(() => isWaiting(holder))
      const unsigned = Array.from({ length: 70 }, () => send(app, body(key), { signed: 'another' }))
      return Promise.all([Promise.all(unsigned), Promise.all(signed)])
    })
  t.ok(
    replies[0].every(({ statusCode }) => statusCode === 401),
    'and is refused',
  )
  t.equal(replies[1][0]?.statusCode, 503)
})
