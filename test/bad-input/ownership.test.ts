import { randomUUID } from 'node:crypto'
import t from 'tap'
import { call, createKey, useKey } from '../kit/app.ts'
import { exchange, type Request, toBytes } from '../kit/http.ts'
import { type Person, signIn } from '../kit/people.ts'
import type { Reply } from '../kit/reply.ts'
import { ADMIN_TOKEN } from './answer.ts'
import { check, serve } from './service.ts'

const service = await serve(t)
const { app, id, owner, key } = service
const json = ['Content-Type', 'application/json'] as const

/** The requests about one key. */
const ASKED: [method: string, path: (id: string) => string, body?: string][] = [
  ['GET', id => `/api/v1/keys/${id}`],
  ['HEAD', id => `/api/v1/keys/${id}`],
  ['PATCH', id => `/api/v1/keys/${id}`, '{"name":"mine"}'],
  ['PATCH', id => `/api/v1/keys/${id}`, '{"expires_at":null}'],
  ['DELETE', id => `/api/v1/keys/${id}`, '{"reason":"mine"}'],
  ['POST', id => `/api/v1/keys/${id}/rotation`, '{"grace_seconds":0}'],
  ['DELETE', id => `/api/v1/keys/${id}/rotation`, '{"reason":"mine"}'],
  ['POST', id => `/api/v1/keys/${id}/pause`, '{"reason":"mine"}'],
  ['DELETE', id => `/api/v1/keys/${id}/pause`, '{"reason":"mine"}'],
  ['POST', id => `/api/v1/keys/${id}/leak`, '{"note":"mine"}'],
  ['POST', id => `/api/v1/keys/${id}/pause`, '{"reason":"mine"}'],
  ['DELETE', id => `/api/v1/keys/${id}/pause`, '{"reason":"mine"}'],
]

/** Who asks: a person for their account, and an operator for an account in the path. */
const SCOPES = [
  (path: string, { cookie }: Person) => ({ path, credential: ['Cookie', cookie] as const }),
  (path: string, { accountId }: Person) => ({
    path: path.replace('/api/v1', `/admin/v1/accounts/${accountId}`),
    credential: ['Authorization', `Bearer ${ADMIN_TOKEN}`] as const,
  }),
]

t.test("another account's key and a missing one get the same response", async t => {
  const mallory = await signIn('pro')
  await call(app, { as: mallory, url: '/api/v1/session' })
  for (const [scope, [method, path, body]] of SCOPES.flatMap(scope => ASKED.map(asked => [scope, asked] as const)))
    await t.test(`${method} ${scope(path(':id'), mallory).path}`, async t => {
      const ask = (keyId: string): Request => {
        const sent = scope(path(keyId), mallory)
        return { method, path: sent.path, headers: [sent.credential, json], ...(body && { body }) }
      }
      const theirs = await check(t, service, { name: '', send: ask(id), status: 404 })
      const absent = await check(t, service, { name: '', send: ask(randomUUID()), status: 404 })
      t.same(comparable(theirs), comparable(absent))
    })
})

t.test("another account's key appears in no list, history or cursor", async t => {
  const mallory = await signIn('pro')
  const own = await createKey(app, mallory, 'own')
  const lists = ['/api/v1/keys?', `/api/v1/keys?status=all&q=key&`, `/api/v1/audit-events?`]
  for (const url of lists) {
    const { data } = (await call(app, { as: mallory, url })).json()
    t.notOk(JSON.stringify(data).includes(id), url)
    const next = (await call(app, { as: mallory, url: `${url}cursor=${id}` })).json()
    t.same(next.data, [], 'the cursor of another account leads nowhere')
  }
  const history = (await call(app, { as: mallory, url: `/api/v1/audit-events?key_id=${id}` })).json()
  t.same(history, { data: [], next_cursor: null })
  const listed = (await call(app, { as: mallory, url: '/api/v1/keys' })).json()
  t.same(
    listed.data.map((shown: { id: string }) => shown.id),
    [own.id],
  )
})

t.test('only the cookie of a request determines the account', async t => {
  const mallory = await signIn('pro')
  const reply = await call(app, {
    as: mallory,
    method: 'POST',
    url: `/api/v1/keys`,
    headers: { 'x-account-id': owner.accountId, 'x-user-id': owner.accountId },
    payload: { name: 'whose' },
  })
  t.equal(reply.statusCode, 201)
  const row = await app.db
    .selectFrom('api_keys')
    .selectAll()
    .where('id', '=', reply.json().id)
    .executeTakeFirstOrThrow()
  t.equal(row.account_id, mallory.accountId)
  const stranger = await call(app, { as: mallory, url: `/api/v1/keys?account_id=${owner.accountId}` })
  t.equal(stranger.statusCode, 400)
})

t.test('the owner can still use the key', async t => t.equal((await useKey(app, key)).statusCode, 200))

/** A response without the parts that differ between requests. */
function comparable({ status, headers, body }: Reply) {
  const { date: _date, 'x-request-id': id = '', 'x-ratelimit-remaining': _remaining, ...rest } = headers
  return { status, rest, body: body.replace(id, '') }
}

t.test('response times reveal no difference', async t => {
  const mallory = await signIn('pro')
  const ask = async (keyId: string) =>
    (await exchange(service, toBytes({ path: `/api/v1/keys/${keyId}`, headers: [['Cookie', mallory.cookie]] })))
      .milliseconds
  const median = (times: number[]) => times.sort((a, b) => a - b)[50] ?? 0
  async function measure() {
    const [theirs, absent]: [number[], number[]] = [[], []]
    for (let round = 0; round < 100; round++) {
      theirs.push(await ask(id))
      absent.push(await ask('0190163d-8694-439b-aea5-966c26f8ad91'))
    }
    return median(theirs) / median(absent)
  }
  // A difference in the code shows every time, the load of the machine does not.
  const isOfOneSize = (ratio: number) => ratio > 0.5 && ratio < 2
  const ratios = [await measure()]
  while (ratios.length < 3 && !ratios.some(isOfOneSize)) ratios.push(await measure())
  t.ok(ratios.some(isOfOneSize), 'the medians are of one size', { ratios })
})
