import { sql } from 'kysely'
import t from 'tap'
import { type App, build, call, createKey, revoke, useKey } from '../kit/app.ts'
import { type Person, signIn } from '../kit/people.ts'
import { until } from '../kit/until.ts'

const update = (app: App, as: Person, id: string, payload: object) =>
  call(app, { as, method: 'PATCH', url: `/api/v1/keys/${id}`, payload })
const endsIn = (app: App, id: string, seconds: number) =>
  sql`update api_keys set expires_at = now() + ${seconds}::float * interval '1 second' where id = ${id}`.execute(app.db)
const eventsOf = async (app: App, as: Person, id: string) =>
  (await call(app, { as, url: `/api/v1/audit-events?key_id=${id}` })).json().data

t.test('the expiry of a key can be moved earlier or later, and removed', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  for (const expires_at of ['2090-01-01T00:00:00.000Z', '2080-01-01T00:00:00.000Z', '2085-01-01T00:00:00.000Z', null]) {
    const reply = await update(app, alice, id, { expires_at })
    t.equal(reply.statusCode, 200)
    t.match(reply.json(), { status: 'active', expires_at })
  }
  t.match((await eventsOf(app, alice, id)).slice(0, 2), [
    { action: 'change_expiry', details: { expires_at: { to: null } } },
    { action: 'change_expiry', details: { expires_at: { from: /^2080/, to: /^2085/ } } },
  ])
  const soon = new Date(Date.now() + 3_000).toISOString()
  t.equal((await update(app, alice, id, { expires_at: soon })).statusCode, 200)
  await until(async () => (await useKey(app, key)).statusCode !== 200)
  t.equal((await useKey(app, key)).statusCode, 401)
})

t.test('a name and an expiry change together, with an event each that has the old and new value', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice, 'before')
  const both = { name: 'after', expires_at: '2090-01-01T00:00:00.000Z' }
  t.match((await update(app, alice, id, both)).json(), both)
  t.match(await eventsOf(app, alice, id), [
    { action: /change_expiry|rename/ },
    { action: /change_expiry|rename/ },
    { action: 'create' },
  ])
  const { details } = (await eventsOf(app, alice, id)).find((event: { action: string }) => event.action === 'rename')
  t.same(details, { name: { from: 'before', to: 'after' } })
})

t.test('the expiry of an expired key cannot be changed', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  for (const [seconds, expected] of [
    [-1, 'key_expired'],
    [0, 'key_expired'],
    [60, undefined],
  ] as const) {
    const { id } = await createKey(app, alice)
    await endsIn(app, id, seconds)
    const reply = await update(app, alice, id, { expires_at: null, name: 'revived' })
    t.equal(reply.json().error?.code, expected, `${seconds} s before its end`)
    t.equal(reply.statusCode, expected ? 409 : 200)
    if (expected) t.not((await call(app, { as: alice, url: `/api/v1/keys/${id}` })).json().name, 'revived')
  }
  const { id } = await createKey(app, alice)
  await revoke(app, alice, id)
  t.equal((await update(app, alice, id, { expires_at: null })).json().error.code, 'key_revoked')
})

t.test('the expiry of a retiring key can only be moved earlier', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  await call(app, { as: alice, method: 'POST', url: `/api/v1/keys/${id}/rotation` })
  const { expires_at: end } = (await call(app, { as: alice, url: `/api/v1/keys/${id}` })).json()
  for (const later of [null, '2090-01-01T00:00:00Z'])
    t.equal((await update(app, alice, id, { expires_at: later })).json().expires_at, end)
  const earlier = new Date(Date.now() + 86_400_000).toISOString()
  t.equal((await update(app, alice, id, { expires_at: earlier })).json().expires_at, earlier)
})

/** The effect of a PATCH of a retiring key on the expiry that canceling its rotation restores, in days from now. */
const RESTORED: [name: string, before: number | null, patched: (number | null)[], restored: number | null][] = [
  ['an earlier date is kept', null, [1], 1],
  ['a date later than the end of the rotation is kept', null, [60], 60],
  ['a date later than the expiry before the rotation is ignored', 60, [90], 60],
  ['no expiry is ignored', 60, [null], 60],
  ['the earliest of several dates is kept', null, [60, 1, 90, null], 1],
]

t.test('after a rotation is canceled, the key never works longer than its owner last specified', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const inDays = (days: number | null) => days && new Date(Date.now() + days * 86_400_000).toISOString()
  for (const [name, before, patched, restored] of RESTORED) {
    const { id } = await createKey(app, alice)
    await update(app, alice, id, { expires_at: inDays(before) })
    await call(app, { as: alice, method: 'POST', url: `/api/v1/keys/${id}/rotation` })
    for (const days of patched) t.equal((await update(app, alice, id, { expires_at: inDays(days) })).statusCode, 200)
    const reply = await call(app, { as: alice, method: 'DELETE', url: `/api/v1/keys/${id}/rotation` })
    t.equal(reply.statusCode, 200)
    const days = reply.json().expires_at && (Date.parse(reply.json().expires_at) - Date.now()) / 86_400_000
    t.equal(days && Math.round(days), restored, name)
  }
})

t.test('changes of scopes and name during a rotation survive its cancellation', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  await call(app, { as: alice, method: 'POST', url: `/api/v1/keys/${id}/rotation` })
  const changed = { name: 'narrower', scopes: ['iocs:read'] }
  t.equal((await update(app, alice, id, changed)).statusCode, 200)
  const reply = await call(app, { as: alice, method: 'DELETE', url: `/api/v1/keys/${id}/rotation` })
  t.match(reply.json(), { ...changed, status: 'active', expires_at: null })
})

t.test('an invalid expiry and another account’s key are rejected', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  for (const expires_at of ['2020-01-01T00:00:00Z', 'tomorrow', '', 0, '+010000-01-01T00:00:00Z'])
    t.match((await update(app, alice, id, { expires_at })).json().error, {
      code: 'validation_error',
      details: { expires_at: /./ },
    })
  t.equal((await update(app, alice, id, {})).statusCode, 400)
  t.equal((await update(app, await signIn('pro'), id, { expires_at: null })).statusCode, 404)
  t.equal((await call(app, { as: alice, url: `/api/v1/keys/${id}` })).json().expires_at, null)
})
