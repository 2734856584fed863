import { hash, randomUUID } from 'node:crypto'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { sql } from 'kysely'
import t from 'tap'
import { createApiKey } from '../../auth/api-key.ts'
import { mintSession } from '../../auth/mint-session.ts'
import { SERVICES_ACCOUNT } from '../../config/service-keys.ts'
import { up } from '../../db/migrations/020-services.ts'
import { SERVICE_SCOPES } from '../../schemas/right.ts'
import { build, call, createKey, useKey } from '../kit/app.ts'
import { SECRET, signIn } from '../kit/people.ts'

const tokens = {
  ADMIN_TOKEN: 'an operator token of the tests, long enough',
  VERIFY_TOKEN: 'a token for services, long enough',
  IMPORTED_KEY_SHAPES: 'hex 32',
}
const app = await build(t, tokens)

/** Sends a request to `/admin/v1` with a token or service key. */
const ask = (token: string, method: InjectOptions['method'], path: string, payload?: object, headers = {}) =>
  app.inject({
    method: method ?? 'GET',
    url: `/admin/v1${path}`,
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(payload && { payload }),
  })
const asOperator = (method: InjectOptions['method'], path: string, payload?: object) =>
  ask(tokens.ADMIN_TOKEN, method, path, payload)

/** A new service key with these scopes. */
async function service(scopes: readonly string[], name = 'billing'): Promise<{ id: string; key: string }> {
  const reply = await asOperator('POST', '/service-keys', { name, scopes })
  if (reply.statusCode !== 201) throw new Error(reply.body)
  return reply.json()
}
const codeOf = ({ body }: { body: string }) => /"error":{"code":"(\w+)"/.exec(body)?.[1]

t.test('a service manages the keys of accounts that it names', async t => {
  const { id: serviceId, key: token } = await service(SERVICE_SCOPES)
  t.match(token, /^keyward_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/)
  const created = await ask(token, 'POST', '/accounts/user_42/keys', { name: 'a', metadata: { plan: 7 } })
  t.equal(created.statusCode, 201)
  const { id, key } = created.json()
  t.equal(created.headers['location'], `/admin/v1/accounts/user_42/keys/${id}`)
  t.match((await useKey(app, key)).json(), { account_id: 'user_42', key: { metadata: { plan: 7 } } })
  t.equal((await ask(token, 'POST', '/accounts/org_7/keys', { name: 'b' })).statusCode, 201)

  const listed = (await ask(token, 'GET', '/accounts/user_42/keys')).json()
  t.match(listed.data, [{ id, name: 'a' }])
  t.equal(listed.data.length, 1, 'only keys of the account in the path')
  const change = { name: 'c', limits: { minute: 5 }, reason: 'agreed' }
  t.match((await ask(token, 'PATCH', `/accounts/user_42/keys/${id}`, change)).json(), {
    name: 'c',
    limits: { minute: 5 },
  })
  const rotated = (await ask(token, 'POST', `/accounts/user_42/keys/${id}/rotation`, { grace_seconds: 0 })).json()
  t.match([(await useKey(app, key)).statusCode, (await useKey(app, rotated.key)).statusCode], [401, 200])
  const revoked = await ask(token, 'DELETE', `/accounts/user_42/keys/${rotated.id}`, { reason: 'left' })
  t.same([revoked.statusCode, (await useKey(app, rotated.key)).statusCode], [200, 401])

  const { data } = (await ask(token, 'GET', '/accounts/user_42/audit-events')).json()
  t.match(data[0], { action: 'revoke', actor: `service:${serviceId}`, service: 'billing', reason: 'left' })
  t.match(
    data.find((one: { action: string }) => one.action === 'rename'),
    { reason: 'agreed' },
  )
  t.equal((await ask(token, 'GET', '/accounts/user_42/usage')).statusCode, 200)
  t.equal((await ask(token, 'GET', `/accounts/org_7/keys/${id}`)).statusCode, 404, 'not a key of that account')
})

t.test('creating a key creates its account, and everything else is 404 for an unknown one', async t => {
  const { key: token } = await service(SERVICE_SCOPES)
  const id = randomUUID()
  for (const [method, path, body] of [
    ['GET', '/keys'],
    ['GET', '/keys/counts'],
    ['GET', `/keys/${id}`],
    ['PATCH', `/keys/${id}`, { name: 'x' }],
    ['DELETE', `/keys/${id}`],
    ['POST', `/keys/${id}/rotation`],
    ['DELETE', `/keys/${id}/rotation`],
    ['POST', `/keys/${id}/leak`],
    ['POST', '/keys/revocations', { filter: { all: true } }],
    ['GET', '/usage'],
    ['GET', '/audit-events'],
  ] as const)
    t.equal((await ask(token, method, `/accounts/nobody_yet${path}`, body)).statusCode, 404, `${method} ${path}`)
  const accounts = await app.db.selectFrom('accounts').select('id').where('external_id', '=', 'nobody_yet').execute()
  t.same(accounts, [], 'none was created')
})

t.test('a service key does what its scopes say, on every route', async t => {
  const { id, key } = await createKey(app, await signIn('free'))
  const document = (await app.inject('/api/openapi.json')).json()
  const routes = Object.entries<Record<string, { description: string; security: object[] }>>(document.paths)
    .filter(([path]) => path.startsWith('/admin/v1'))
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
  t.ok(routes.length > 25, `${routes.length} routes`)
  const services = await Promise.all(SERVICE_SCOPES.map(async scope => ({ scope, ...(await service([scope])) })))
  const { key: powerless } = await service([])
  for (const { path, method, operation } of routes) {
    const needed = /Service keys need the scope `(\S+)`/.exec(operation.description)?.[1]
    t.equal(needed !== undefined, JSON.stringify(operation.security).includes('ServiceKey'), `${method} ${path}`)
    if (!needed) t.match(operation.description, /Service keys cannot call this operation/)
    const url = path.slice('/admin/v1'.length).replaceAll(/{(\w+)}/g, (_, name) => (name === 'keyId' ? id : 'org_9'))
    const send = (token: string) => ask(token, method.toUpperCase() as 'GET', url, method === 'get' ? undefined : {})
    for (const { scope, key: token } of services) {
      const isRejected = codeOf(await send(token)) === 'insufficient_scope'
      t.equal(isRejected, scope !== needed, `${method} ${path} with ${scope}`)
    }
    t.equal(codeOf(await send(powerless)), 'insufficient_scope')
    t.equal((await send(key)).statusCode, 401, 'a key of an account')
    t.equal((await send(createApiKey({ prefixes: ['keyward_'] }).secret)).statusCode, 401, 'an unknown service key')
  }
})

t.test('a service key is 401 wherever keys of accounts are used', async t => {
  const { key } = await service(SERVICE_SCOPES)
  const authorization = `Bearer ${key}`
  for (const url of ['/api/v1/me', '/forward-auth', '/api/v1/keys'])
    t.equal((await app.inject({ url, headers: { authorization } })).statusCode, 401, url)
  const verify = { method: 'POST', headers: { authorization: `Bearer ${tokens.VERIFY_TOKEN}` } } as const
  const verified = await app.inject({ ...verify, url: '/api/v1/verify', payload: { key } })
  t.match(verified.json(), { valid: false })
  const introspected = await app.inject({
    ...verify,
    url: '/oauth2/introspect',
    headers: { ...verify.headers, 'content-type': 'application/x-www-form-urlencoded' },
    payload: `token=${key}`,
  })
  t.same(introspected.json(), { active: false })
})

t.test('a service key is revoked, rotated and reported as any other', async t => {
  const { id, key } = await service(['keyward:keys:read'])
  const isRejected = async (token: string) => (await ask(token, 'GET', '/accounts/user_42/keys')).statusCode
  t.equal(await isRejected(key), 200)
  const successor = (await asOperator('POST', `/service-keys/${id}/rotation`, { grace_seconds: 3_600 })).json()
  t.match(successor, { replaces: id, scopes: ['keyward:keys:read'], key: /^keyward_/ })
  t.same([await isRejected(key), await isRejected(successor.key)], [200, 200])
  t.equal((await asOperator('DELETE', `/service-keys/${id}`)).statusCode, 200)
  t.same([await isRejected(key), await isRejected(successor.key)], [401, 200])

  await app.inject({ method: 'POST', url: '/api/v1/credentials/revoke', payload: { credentials: [successor.key] } })
  t.equal(await isRejected(successor.key), 401, 'after a report')
  const shown = (await asOperator('GET', `/service-keys/${successor.id}`)).json()
  t.match(shown, { status: 'revoked', leak: { reported_by: /./ } })
  const paused = await service(['keyward:keys:read'])
  await app.db
    .updateTable('api_keys')
    .set({ paused_at: new Date() } as never)
    .where('id', '=', paused.id)
    .execute()
  t.equal(await isRejected(paused.key), 403)
})

t.test('a lost response is repeated with the caller’s ID, and the key is rotated', async t => {
  const { key: token } = await service(['keyward:keys:write'])
  const id = randomUUID()
  const create = () => ask(token, 'POST', '/accounts/user_43/keys', { id, name: 'a' })
  t.equal((await create()).json().id, id)
  const repeat = await create()
  t.same([repeat.statusCode, codeOf(repeat)], [409, 'key_exists'])
  t.equal(codeOf(await ask(token, 'POST', '/accounts/user_44/keys', { id, name: 'a' })), 'key_exists')
  const rotated = await ask(token, 'POST', `/accounts/user_43/keys/${id}/rotation`, { grace_seconds: 0 })
  t.equal(rotated.statusCode, 201)
  const own = await call(app, {
    as: await signIn('free'),
    method: 'POST',
    url: '/api/v1/keys',
    payload: { id, name: 'a' },
  })
  t.equal(own.statusCode, 400, 'people choose no ID')
})

t.test('whom a service acts for is recorded, and grants nothing', async t => {
  const { id, key: token } = await service(['keyward:keys:write', 'keyward:accounts:write', 'keyward:keys:read'])
  const headers = { 'keyward-acting-for': 'user_42@example.com' }
  await ask(token, 'POST', '/accounts/user_45/keys', { name: 'a' }, headers)
  await ask(token, 'PUT', '/accounts/user_45', { metadata: { a: 1 } }, headers)
  const recorded = { actor: `service:${id}`, service: 'billing', acting_for: 'user_42@example.com' }
  t.match((await ask(token, 'GET', '/accounts/user_45/audit-events')).json().data, [recorded])
  t.match((await asOperator('GET', '/accounts/user_45/account-events')).json().data[0], recorded)
  for (const value of ['', 'a b', 'é', 'x'.repeat(129)])
    t.equal(
      (await ask(token, 'GET', '/accounts/user_45/keys', undefined, { 'keyward-acting-for': value })).statusCode,
      400,
    )
})

/** Every attempt to make or reach a service key without the operators' token. */
t.test('no way leads to a service key from below', async t => {
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  const scopes = ['keyward:keys:write']
  const own = (method: 'POST' | 'PATCH', url: string, payload: object) => call(app, { as: alice, method, url, payload })
  t.equal((await own('POST', '/api/v1/keys', { name: 'x', scopes })).statusCode, 400, 'created by a person')
  t.equal((await own('PATCH', `/api/v1/keys/${id}`, { scopes })).statusCode, 400, 'changed by a person')
  const { key: token } = await service(SERVICE_SCOPES)
  t.equal((await ask(token, 'POST', '/accounts/user_46/keys', { name: 'x', scopes })).statusCode, 400, 'by a service')
  const digest = hash('sha256', 'x')
  const imported = (account: string, extra: object) =>
    asOperator('POST', `/accounts/${account}/keys/import`, { keys: [{ digest, name: 'x', prefix: 'abcd', ...extra }] })
  t.equal((await imported('user_46', { scopes })).statusCode, 400, 'imported')
  t.equal((await imported(SERVICES_ACCOUNT, { scopes: null })).statusCode, 404, 'imported into the account')
  for (const account of [SERVICES_ACCOUNT, SERVICES_ACCOUNT.toUpperCase()])
    for (const [method, path, body] of [
      ['GET', ''],
      ['PUT', '', { metadata: {} }],
      ['POST', '/windows/reset', {}],
      ['GET', '/account-events'],
      ['GET', '/keys'],
      ['POST', '/keys', { name: 'x', scopes: [] }],
      ['GET', '/usage'],
      ['GET', '/audit-events'],
    ] as const)
      t.equal((await asOperator(method, `/accounts/${account}${path}`, body)).statusCode, 404, `${method} ${path}`)
  const session = await mintSession(SECRET, {
    personId: SERVICES_ACCOUNT,
    sessionId: randomUUID(),
    tier: 'pro',
    seconds: 60,
  })
  const entered = await app.inject({ url: '/api/v1/keys', headers: { authorization: `Bearer ${session}` } })
  t.equal(entered.statusCode, 401, 'a session')
  for (const body of [{ name: 'x' }, { name: 'x', scopes: null }, { name: 'x', scopes: ['iocs:read'] }])
    t.equal((await asOperator('POST', '/service-keys', body)).statusCode, 400, 'without a list of its own scopes')
  const { id: serviceId } = await service([])
  t.equal((await asOperator('PATCH', `/service-keys/${serviceId}`, { scopes: null })).statusCode, 400)
})

t.test('typed SQL cannot make one either', async t => {
  const { id } = await createKey(app, await signIn('free'))
  const { id: serviceId } = await service(['keyward:portal'])
  const failure = { constraint: 'api_keys_services_check' }
  const set = (scopes: string | null, key: string) =>
    sql`update api_keys set scopes = ${scopes}::text[] where id = ${key}`.execute(app.db)
  t.match(await set('{a,keyward:portal}', id).catch(error => error), failure)
  t.match(await set('{"a keyward:portal"}', id).catch(error => error), failure)
  t.match(await set(null, serviceId).catch(error => error), failure)
  t.match(
    await sql`update api_keys set account_id = ${SERVICES_ACCOUNT} where id = ${id}`
      .execute(app.db)
      .catch(error => error),
    failure,
  )
})

/** Without a test for each guard, one of them could be lost unnoticed. */
t.test('a key that reached the table by another way still has no rights', async t => {
  const own = createApiKey({ prefixes: ['keyward_'] })
  const { accountId } = await signIn('free')
  await (app as FastifyInstance).db.insertInto('accounts').values({ id: accountId, tier: 'free' }).execute()
  await sql`alter table api_keys drop constraint api_keys_services_check`.execute(app.db)
  const insert = (account: string, key: typeof own, scopes: string[] | null) =>
    app.db
      .insertInto('api_keys')
      .values({
        account_id: account,
        name: 'x',
        scopes,
        public_id: key.publicId,
        last4: key.last4,
        digest: key.digest,
        expires_at: null,
      })
      .execute()
  await insert(accountId, own, ['keyward:keys:read'])
  t.equal((await ask(own.secret, 'GET', '/accounts/user_42/keys')).statusCode, 401, 'the account is another one')
  const unlimited = createApiKey({ prefixes: ['keyward_'] })
  await insert(SERVICES_ACCOUNT, unlimited, null)
  t.equal((await ask(unlimited.secret, 'GET', '/accounts/user_42/keys')).statusCode, 403, 'null means no right here')
})

t.test('the migration stops at keys with scopes that are now rights, and names them', async t => {
  const { db } = await build(t)
  const { accountId, id } = { accountId: randomUUID(), id: randomUUID() }
  await sql`alter table api_keys drop constraint api_keys_services_check`.execute(db)
  await sql`insert into accounts (id, tier) values (${accountId}, 'free')`.execute(db)
  await sql`insert into api_keys (id, account_id, name, public_id, last4, digest, scopes)
    values (${id}, ${accountId}, 'old', 'abcdefgh', 'abcd', sha256('x'), '{keyward:keys:read}')`.execute(db)
  const migrate = () => db.transaction().execute(trx => up(trx as never))
  await t.rejects(migrate(), { message: new RegExp(`revoke or change these keys first: ${id}$`) })
  await sql`update api_keys set scopes = '{}' where id = ${id}`.execute(db)
  await t.rejects(migrate(), { message: /column "service" of relation "audit_events" already exists/ })
})
