import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { build, call, createKey, revoke, useKey } from '../kit/app.ts'
import { type Person, signIn } from '../kit/people.ts'

const ADMIN_TOKEN = 'an operator token of the tests, long enough'
const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }

/** An app, and what an operator and the people of an account do. */
async function start(t: Test) {
  const lines: string[] = []
  const app = await build(
    t,
    { ADMIN_TOKEN, IMPORTED_KEY_SHAPES: 'hex 32' },
    { log: { write: line => lines.push(line) } },
  )
  const send = (method: 'POST' | 'DELETE') => (accountId: string, payload?: object | string) =>
    app.inject({ method, url: `/admin/v1/accounts/${accountId}/suspension`, headers, ...(payload && { payload }) })
  const by = (as: Person) => (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) =>
    call(app, { as, method, url: `/api/v1${path}`, ...(payload && { payload }) })
  const told = () => lines.map(line => JSON.parse(line)).filter(({ msg }) => msg === 'keyward.suspension')
  return { app, suspend: send('POST'), lift: send('DELETE'), by, told }
}

const codeOf = (reply: { json(): { error: { code: string } } }) => reply.json().error.code

t.test('a suspension rejects every key of the account until it is lifted, and is recorded', async t => {
  const { app, suspend, lift, by, told } = await start(t)
  const alice = await signIn('free')
  const { key } = await createKey(app, alice)
  const account = async () => (await app.inject({ url: `/admin/v1/accounts/${alice.accountId}`, headers })).json()
  const none = { suspended_at: null, suspended_by: null, suspension_reason: null }
  t.match(await account(), none)

  const reply = await suspend(alice.accountId, { reason: 'unpaid' })
  const { suspended_at } = reply.json()
  const state = { suspended_at, suspended_by: 'operator', suspension_reason: 'unpaid' }
  t.same([reply.statusCode, reply.json()], [200, { account_id: alice.accountId, ...state }])
  t.match(await account(), state)
  t.same([(await useKey(app, key)).statusCode, codeOf(await useKey(app, key))], [403, 'account_suspended'])

  const lifted = await lift(alice.accountId, { reason: 'paid' })
  t.same([lifted.statusCode, lifted.json()], [200, { account_id: alice.accountId, ...none }])
  t.match(await account(), none)
  t.equal((await useKey(app, key)).statusCode, 200)

  t.match((await by(alice)('GET', '/account-events')).json().data, [
    {
      action: 'lift_suspension',
      actor: 'operator',
      reason: 'paid',
      request_id: lifted.headers['x-request-id'],
      details: { suspended_at: { from: suspended_at, to: null } },
    },
    {
      action: 'suspend',
      actor: 'operator',
      reason: 'unpaid',
      request_id: reply.headers['x-request-id'],
      details: { suspended_at: { from: null, to: suspended_at } },
    },
  ])
  const common = { account_id: alice.accountId, external_id: null, by: 'operator' }
  t.match(told(), [
    { ...common, at: suspended_at, suspended: true, reason: 'unpaid' },
    { ...common, at: /Z$/, suspended: false, reason: 'paid' },
  ])
})

t.test('a repeat changes and records nothing, and writes the line of the change again', async t => {
  const { app, suspend, lift, told } = await start(t)
  const alice = await signIn('free')
  await createKey(app, alice)
  t.equal((await lift(alice.accountId)).statusCode, 200)
  t.same(told(), [], 'an account that was never suspended has no line')
  const first = (await suspend(alice.accountId, { reason: 'first' })).json()
  t.same((await suspend(alice.accountId, { reason: 'second' })).json(), first)
  await lift(alice.accountId)
  await lift(alice.accountId, { reason: 'again' })
  const seen = told().map(({ suspended, reason, at }) => [suspended, reason, at])
  t.same(seen.slice(0, 2), Array(2).fill([true, 'first', first.suspended_at]))
  t.same(seen[2], seen[3])
  t.match(seen[3], [false, null, /Z$/])
  const events = await app.db.selectFrom('account_events').select('action').orderBy('at').execute()
  t.same(
    events.map(({ action }) => action),
    ['suspend', 'lift_suspension'],
  )
})

t.test('people of a suspended account can read, revoke and report leaks, and nothing else', async t => {
  const { app, suspend, lift, by } = await start(t)
  const alice = await signIn('pro')
  const send = by(alice)
  const make = () => createKey(app, alice)
  const [one, retiring, revoked, leaked, many] = [await make(), await make(), await make(), await make(), await make()]
  t.equal((await send('POST', `/keys/${retiring.id}/rotation`, { grace_seconds: 60 })).statusCode, 201)
  await suspend(alice.accountId)

  const rowOf = () => app.db.selectFrom('api_keys').selectAll().orderBy('id').execute()
  const before = await rowOf()
  for (const [method, path, payload] of [
    ['POST', '/keys', { name: 'new' }],
    ['PATCH', `/keys/${one.id}`, { name: 'renamed' }],
    ['PATCH', `/keys/${one.id}`, { description: 'changed' }],
    ['PATCH', `/keys/${one.id}`, { scopes: ['a'] }],
    ['PATCH', `/keys/${one.id}`, { expires_at: null }],
    ['POST', `/keys/${one.id}/rotation`, {}],
    ['POST', `/keys/${one.id}/rotation`, { grace_seconds: 0 }],
    ['DELETE', `/keys/${retiring.id}/rotation`, {}],
    ['POST', `/keys/${one.id}/pause`, {}],
    ['DELETE', `/keys/${one.id}/pause`, {}],
    ['POST', '/members/bob/departure', { keys: 'revoke' }],
  ] as const) {
    const reply = await send(method, path, payload)
    t.same([reply.statusCode, codeOf(reply)], [403, 'account_suspended'], `${method} ${path}`)
  }
  t.same(await rowOf(), before)
  t.type((await send('GET', '/session')).json().suspended_at, 'string')
  const departure = { ...{ method: 'POST', headers }, payload: { keys: 'hand_over' } } as const
  const url = `/admin/v1/accounts/${alice.accountId}/members/bob/departure`
  t.equal((await app.inject({ ...departure, url })).statusCode, 200, 'an operator can remove a person')

  for (const path of [
    '/session',
    '/keys',
    '/keys/counts',
    `/keys/${one.id}`,
    '/audit-events',
    '/account-events',
    '/usage',
  ])
    t.equal((await send('GET', path)).statusCode, 200, path)
  t.equal((await revoke(app, alice, revoked.id)).statusCode, 200)
  t.equal((await send('POST', `/keys/${leaked.id}/leak`, {})).statusCode, 200)
  t.equal((await send('POST', '/keys/revocations', { ids: [many.id] })).statusCode, 200)
  await lift(alice.accountId)
  for (const { key } of [revoked, leaked, many]) t.equal((await useKey(app, key)).statusCode, 401)
  t.equal((await useKey(app, one.key)).statusCode, 200)
})

t.test('a missing account cannot be suspended, and an operator can import keys into a suspended one', async t => {
  const { app, suspend, lift } = await start(t)
  for (const send of [suspend, lift]) t.equal((await send(randomUUID())).statusCode, 404)
  const alice = await signIn('free')
  await createKey(app, alice)
  await suspend(alice.accountId)
  const url = `/admin/v1/accounts/${alice.accountId}/keys/import`
  const payload = { keys: [{ digest: 'ab'.repeat(32), name: 'imported' }] }
  const reply = await app.inject({ method: 'POST', url, headers, payload })
  t.equal(reply.statusCode, 200, reply.body)
})

t.test('until the upgrade is finished, nothing can be suspended or paused, and everything can be lifted', async t => {
  const { app, suspend, lift, by } = await start(t)
  const alice = await signIn('free')
  const { id, key } = await createKey(app, alice)
  await app.db.updateTable('upgrades').set({ finished_at: null }).execute()
  for (const reply of [await suspend(alice.accountId), await by(alice)('POST', `/keys/${id}/pause`)])
    t.same([reply.statusCode, codeOf(reply)], [409, 'upgrade_unfinished'])
  t.equal((await useKey(app, key)).statusCode, 200)
  for (const reply of [await lift(alice.accountId), await by(alice)('DELETE', `/keys/${id}/pause`)])
    t.equal(reply.statusCode, 200)
})

t.test('an account that was suspended by SQL is suspended again and lifted as any other', async t => {
  const { app, suspend, lift, told } = await start(t)
  const alice = await signIn('free')
  const { key } = await createKey(app, alice)
  const byHand = () =>
    app.db
      .updateTable('accounts')
      .set({ suspended_at: new Date(0) })
      .execute()
  await byHand()
  t.match((await suspend(alice.accountId)).json(), { suspended_by: 'operator' })
  t.equal(told().length, 1)
  await lift(alice.accountId)
  t.equal((await useKey(app, key)).statusCode, 200)
  await byHand()
  await lift(alice.accountId)
  t.equal((await useKey(app, key)).statusCode, 200)
})

t.test('a body that is not a reason is rejected', async t => {
  const { app, suspend } = await start(t)
  const alice = await signIn('free')
  const { key } = await createKey(app, alice)
  for (const payload of [{ reason: 'x'.repeat(501) }, { reason: 7 }, { reasons: 'x' }, { reason: '\u0000' }])
    t.equal((await suspend(alice.accountId, payload)).statusCode, 400)
  t.equal((await useKey(app, key)).statusCode, 200)
  t.match((await suspend(alice.accountId, { reason: '' })).json(), { suspension_reason: null })
})
