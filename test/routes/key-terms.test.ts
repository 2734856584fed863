import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import { build, call, createKey, revoke, useKey } from '../kit/app.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { type Person, signIn } from '../kit/people.ts'

const tokens = {
  ADMIN_TOKEN: 'an operator token of the tests, long enough',
  VERIFY_TOKEN: 'a token for services, long enough',
}
const app = await build(t, tokens)
const headers = { authorization: `Bearer ${tokens.ADMIN_TOKEN}` }

const patch = (accountId: string, id: string, payload: object) =>
  app.inject({ method: 'PATCH', url: `/admin/v1/accounts/${accountId}/keys/${id}`, headers, payload })
const shown = async (as: Person, id: string) => (await call(app, { as, url: `/api/v1/keys/${id}` })).json()
const eventsOf = async (as: Person, id: string) =>
  (await call(app, { as, url: `/api/v1/audit-events?key_id=${id}` })).json().data
const statuses = async (key: string, count: number) => {
  const seen: number[] = []
  for (let at = 0; at < count; at++) seen.push((await useKey(app, key)).statusCode)
  return seen
}

t.test('an operator limits one key, and its account’s other keys are not limited', async t => {
  await roomInTheMinute()
  const alice = await signIn('free')
  const [limited, other] = [await createKey(app, alice), await createKey(app, alice)]
  const limits = { minute: 2, day: null, month: null }
  const reply = await patch(alice.accountId.toUpperCase(), limited.id, { limits: { minute: 2 }, reason: 'too eager' })
  t.same([reply.statusCode, reply.json().limits], [200, limits])
  t.same((await shown(alice, limited.id)).limits, limits)
  t.same(await statuses(limited.key, 3), [200, 200, 429])
  t.same(await statuses(other.key, 3), [200, 200, 200])
  await patch(alice.accountId, limited.id, { limits: { minute: 4 } })
  t.same(await statuses(limited.key, 3), [200, 200, 429], 'what was used under the limits before still counts')
  await patch(alice.accountId, limited.id, { limits: null })
  t.same([(await shown(alice, limited.id)).limits, await statuses(limited.key, 1)], [null, [200]])

  const none = { minute: null, day: null, month: null }
  t.match(await eventsOf(alice, limited.id), [
    { action: 'change_limits', actor: 'operator', details: { limits: { from: { ...none, minute: 4 }, to: null } } },
    { action: 'change_limits', details: { limits: { from: limits, to: { ...none, minute: 4 } } } },
    {
      action: 'change_limits',
      reason: 'too eager',
      request_id: reply.headers['x-request-id'],
      details: { limits: { from: null, to: limits } },
    },
    { action: 'create' },
  ])
})

t.test('a key’s metadata is set, returned with each use, and removed', async t => {
  await roomInTheMinute()
  const alice = await signIn('free')
  const { id, key } = await createKey(app, alice)
  const metadata = { customer: 'cus_1', seats: 3 }
  t.same((await patch(alice.accountId, id, { metadata })).json().metadata, metadata)
  t.same((await useKey(app, key)).json().key.metadata, metadata)
  await patch(alice.accountId, id, { metadata: { seats: 3, customer: 'cus_1' } })
  await patch(alice.accountId, id, { metadata: null })
  t.equal((await shown(alice, id)).metadata, null)
  t.match(await eventsOf(alice, id), [
    { action: 'change_metadata', details: { metadata: { from: metadata, to: null } } },
    { action: 'change_metadata', details: { metadata: { from: null, to: metadata } } },
    { action: 'create' },
  ])
})

t.test('a repeat changes nothing and is not recorded', async t => {
  const alice = await signIn('free')
  const { id } = await createKey(app, alice)
  const body = { limits: { day: 7 }, metadata: { a: 1 } }
  for (const each of [body, body, { ...body, limits: { day: 7, minute: null } }])
    t.equal((await patch(alice.accountId, id, each)).statusCode, 200)
  t.equal((await eventsOf(alice, id)).length, 3)
  for (let at = 0; at < 2; at++) await patch(alice.accountId, id, { limits: null })
  t.equal((await eventsOf(alice, id)).length, 4)
})

t.test('a successor has the limits and metadata of its key, and what was used of them', async t => {
  await roomInTheMinute()
  const alice = await signIn('free')
  const { id, key } = await createKey(app, alice)
  await patch(alice.accountId, id, { limits: { day: 3 }, metadata: { a: 1 } })
  t.same(await statuses(key, 2), [200, 200])
  const rotate = async (id: string, grace_seconds: number) =>
    (
      await call(app, { as: alice, method: 'POST', url: `/api/v1/keys/${id}/rotation`, payload: { grace_seconds } })
    ).json()
  const successor = await rotate(id, 0)
  t.match(successor, { limits: { minute: null, day: 3, month: null }, metadata: { a: 1 } })
  t.same(await statuses(successor.key, 2), [200, 429])
  await patch(alice.accountId, successor.id, { limits: null })
  t.match(await rotate(successor.id, 60), { limits: null, metadata: { a: 1 } })
})

t.test('another account’s key and a missing one are 404, and a revoked key is 409', async t => {
  const [alice, bob] = [await signIn('free'), await signIn('free')]
  const { id } = await createKey(app, alice)
  await createKey(app, bob)
  const body = { limits: { minute: 5 }, metadata: { a: 1 } }
  for (const [account, key] of [
    [bob.accountId, id],
    [alice.accountId, randomUUID()],
    [randomUUID(), id],
  ] as const)
    t.equal((await patch(account, key, body)).statusCode, 404)
  await revoke(app, alice, id)
  const reply = await patch(alice.accountId, id, body)
  t.match([reply.statusCode, reply.json().error.code], [409, 'key_revoked'])
  t.match(await shown(alice, id), { limits: null, metadata: null })
  const { rows } = await sql`select from key_windows where key_id = ${id}`.execute(app.db)
  t.equal(rows.length, 0)
})

t.test('a value that cannot be set is a 400, and changes nothing', async t => {
  const alice = await signIn('free')
  const { id } = await createKey(app, alice)
  for (const body of [
    {},
    { limits: {} },
    { limits: { minute: 0 } },
    { limits: { minute: '5' } },
    { limits: { minute: 5, until: null } },
    { limits: { minute: 5 }, metadata: { many: Array.from({ length: 20 }, () => 1e300) } },
    { metadata: 'x' },
    { colour: 'x', metadata: {} },
  ])
    t.equal((await patch(alice.accountId, id, body)).statusCode, 400, JSON.stringify(body))
  t.match(await shown(alice, id), { limits: null, metadata: null })
  t.equal((await eventsOf(alice, id)).length, 1)
})
