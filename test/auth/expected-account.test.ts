import t from 'tap'
import { build, call, createKey, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

const ORIGIN = 'https://app.example.com'
const app = await build(t, { CORS_ORIGINS: ORIGIN })
const alice = await signIn('pro')
const mallory = await signIn('pro')
const { id, key } = await createKey(app, alice)

/** Every session operation, as Alice may call it. */
const CALLS = [
  ['GET', '/api/v1/session'],
  ['GET', '/api/v1/keys'],
  ['GET', '/api/v1/keys/counts'],
  ['GET', `/api/v1/keys/${id}`],
  ['GET', '/api/v1/audit-events'],
  ['GET', '/api/v1/account-events'],
  ['GET', '/api/v1/usage'],
  ['POST', '/api/v1/keys', { name: 'meant for another account' }],
  ['PATCH', `/api/v1/keys/${id}`, { name: 'renamed' }],
  ['POST', `/api/v1/keys/${id}/rotation`, {}],
  ['DELETE', `/api/v1/keys/${id}/rotation`, {}],
  ['POST', `/api/v1/keys/${id}/leak`, {}],
  ['POST', '/api/v1/keys/revocations', { ids: [id] }],
  ['DELETE', `/api/v1/keys/${id}`, {}],
  ['POST', `/api/v1/keys/${id}/pause`, {}],
  ['DELETE', `/api/v1/keys/${id}/pause`, {}],
  ['GET', '/api/v1/members'],
  ['GET', '/api/v1/members/bob'],
  ['PUT', '/api/v1/members/bob', { role: 'reader' }],
  ['POST', '/api/v1/members/bob/departure', { keys: 'revoke' }],
  ['POST', '/api/v1/sign-out'],
] as const

const send = ([method, url, payload]: (typeof CALLS)[number], account: string | string[]) =>
  call(app, {
    as: alice,
    method,
    url,
    headers: { 'x-keyward-account': account },
    ...(payload && { payload }),
  })

t.test('a request that names a different account than its session gets 409 and changes nothing', async t => {
  const document = (await app.inject('/api/openapi.json')).json()
  const operations = Object.values<Record<string, { operationId: string; parameters?: { name: string }[] }>>(
    document.paths,
  )
  const named = operations
    .flatMap(path => Object.values(path))
    .filter(({ parameters }) => parameters?.some(({ name }) => name === 'X-Keyward-Account'))
  t.equal(named.length, CALLS.length, 'every session operation documents it, and is tried here')
  const before = await app.db.selectFrom('audit_events').selectAll().execute()
  for (const one of CALLS) {
    const reply = await send(one, mallory.accountId)
    t.equal(reply.statusCode, 409, one.slice(0, 2).join(' '))
    t.equal(reply.json().error.code, 'account_changed')
    t.equal(reply.headers['x-keyward-account'], alice.accountId)
    t.notOk(reply.body.includes(id), 'it shows nothing')
  }
  t.same(await app.db.selectFrom('audit_events').selectAll().execute(), before)
  t.equal((await app.db.selectFrom('api_keys').select('id').execute()).length, 1)
  t.equal((await useKey(app, key)).statusCode, 200)
})

t.test('any value other than the account itself is a different account', async t => {
  for (const account of [
    '',
    'x',
    '*',
    `${alice.accountId}0`,
    `${alice.accountId}, ${mallory.accountId}`,
    [alice.accountId, alice.accountId],
  ])
    t.equal((await send(CALLS[1], account)).statusCode, 409, String(account))
  for (const account of [alice.accountId, alice.accountId.toUpperCase()])
    t.equal((await send(CALLS[1], account)).statusCode, 200, account)
})

t.test('naming an account gives no access to it', async t => {
  const headers = { 'x-keyward-account': alice.accountId }
  t.equal((await call(app, { as: mallory, url: `/api/v1/keys/${id}`, headers })).statusCode, 409)
  t.equal((await app.inject({ url: '/api/v1/keys', headers })).statusCode, 401)
})

t.test('every response to a session names its account, readable by pages of listed origins', async t => {
  for (const [url, status] of [
    ['/api/v1/keys', 200],
    ['/api/v1/keys/00000000-0000-4000-8000-000000000123', 404],
    ['/api/v1/keys?limit=0', 400],
  ] as const) {
    const { statusCode, headers } = await call(app, { as: alice, url, headers: { origin: ORIGIN } })
    t.equal(statusCode, status)
    t.equal(headers['x-keyward-account'], alice.accountId, url)
    t.match(headers['access-control-expose-headers'], /X-Keyward-Account/)
  }
  const unknown = await app.inject('/api/v1/keys')
  t.notOk('x-keyward-account' in unknown.headers)
})
