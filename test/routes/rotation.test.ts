import { sql } from 'kysely'
import t from 'tap'
import { type App, build, call, createKey, revoke, useKey } from '../kit/app.ts'
import { type Person, signIn } from '../kit/people.ts'
import { until } from '../kit/until.ts'

const DAY_MS = 86_400_000
const LONGEST_MS = 30 * DAY_MS

const rotate = (app: App, as: Person, id: string, payload?: object) =>
  call(app, { as, method: 'POST', url: `/api/v1/keys/${id}/rotation`, ...(payload && { payload }) })
const cancel = (app: App, as: Person, id: string, payload?: object) =>
  call(app, { as, method: 'DELETE', url: `/api/v1/keys/${id}/rotation`, ...(payload && { payload }) })
const get = async (app: App, as: Person, id: string) => (await call(app, { as, url: `/api/v1/keys/${id}` })).json()
const statusOf = async (app: App, key: string) => (await useKey(app, key)).statusCode
const eventsOf = async (app: App, as: Person, id: string) =>
  (await call(app, { as, url: `/api/v1/audit-events?key_id=${id}` })).json().data
const near = (iso: string, ms: number) => Math.abs(Date.parse(iso) - ms) < 30_000

t.test('a rotated key works until its grace period after the first use of its successor ends', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const old = await createKey(app, alice, 'SIEM')
  const reply = await rotate(app, alice, old.id, { grace_seconds: 3600, reason: 'quarterly' })
  t.equal(reply.statusCode, 201)
  const successor = reply.json()
  t.match(successor, { name: 'SIEM', status: 'active', replaces: old.id, expires_at: null, key: /^sk_live_/ })
  const waiting = await get(app, alice, old.id)
  t.match(waiting, { status: 'retiring', replaced_by: successor.id, grace_seconds: 3600, grace_started_at: null })
  t.ok(near(waiting.expires_at, Date.now() + LONGEST_MS), 'it ends in 30 days if the successor is never used')
  await useKey(app, old.key)
  await app.runJob('activity')
  await app.runJob('graces')
  t.equal((await get(app, alice, old.id)).grace_started_at, null, 'its own uses begin no grace')

  t.equal(await statusOf(app, successor.key), 200)
  t.equal(await statusOf(app, old.key), 200, 'both work')
  await app.runJob('activity')
  await app.runJob('graces')
  const ending = await get(app, alice, old.id)
  t.ok(near(ending.grace_started_at, Date.now()))
  t.equal(Date.parse(ending.expires_at) - Date.parse(ending.grace_started_at), 3_600_000)
  await useKey(app, successor.key)
  await app.runJob('activity')
  await app.runJob('graces')
  t.match(await app.metrics.registry.getSingleMetricAsString('keyward_graces_started_total'), /total 1$/m)
  t.same(await get(app, alice, old.id), { ...ending, last_used_at: (await get(app, alice, old.id)).last_used_at })
  t.match(await eventsOf(app, alice, old.id), [
    { action: 'start_grace', actor: 'system', ip: null, details: { expires_at: { to: /T/ } } },
    {
      action: 'rotate',
      reason: 'quarterly',
      details: { replaced_by: successor.id, grace_seconds: 3600, expires_at: { from: null, to: /T/ } },
    },
    { action: 'create', details: null },
  ])
  t.match(await eventsOf(app, alice, successor.id), [{ action: 'create', details: { replaces: old.id } }])
})

t.test('the end of a grace period is the key’s expiry, and is enforced like any other', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const old = await createKey(app, alice)
  const successor = (await rotate(app, alice, old.id, { grace_seconds: 1 })).json()
  await useKey(app, successor.key)
  await app.runJob('activity')
  await app.runJob('graces')
  await until(async () => (await statusOf(app, old.key)) !== 200)
  t.match(await get(app, alice, old.id), { status: 'expired', replaced_by: successor.id })
  t.equal(await statusOf(app, successor.key), 200)
})

t.test('a grace period of 0 revokes the old key immediately, with its line in the log', async t => {
  const lines: string[] = []
  const app = await build(t, {}, { log: { write: line => lines.push(line) } })
  const alice = await signIn('pro')
  const old = await createKey(app, alice)
  const reply = await rotate(app, alice, old.id, { grace_seconds: 0, reason: 'compromised' })
  t.equal(reply.statusCode, 201)
  t.equal(await statusOf(app, old.key), 401)
  t.equal(await statusOf(app, reply.json().key), 200)
  t.match(await get(app, alice, old.id), {
    status: 'revoked',
    revocation_reason: 'compromised',
    replaced_by: reply.json().id,
    expires_at: null,
  })
  t.equal(lines.filter(line => line.includes('keyward.revoked') && line.includes(old.id)).length, 1)
})

t.test("a successor gets the old key's original lifetime, unless the request sets an expiry", async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const lived = async (payload?: object) => {
    const { id } = await createKey(app, alice)
    await sql`update api_keys set created_at = now() - interval '50 days', expires_at = now() + interval '40 days'
      where id = ${id}`.execute(app.db)
    const successor = (await rotate(app, alice, id, payload)).json()
    return { old: await get(app, alice, id), successor }
  }
  const { old, successor } = await lived()
  t.ok(near(successor.expires_at, Date.now() + 90 * DAY_MS))
  t.ok(near(old.expires_at, Date.now() + LONGEST_MS))
  t.equal((await lived({ expires_at: null })).successor.expires_at, null)
  const requested = await lived({ expires_at: '2090-01-01T00:00:00Z' })
  t.equal(requested.successor.expires_at, '2090-01-01T00:00:00.000Z')

  const { id } = await createKey(app, alice)
  await sql`update api_keys set expires_at = now() + interval '1 day' where id = ${id}`.execute(app.db)
  await rotate(app, alice, id)
  t.ok(near((await get(app, alice, id)).expires_at, Date.now() + DAY_MS), 'an end that is nearer stays')
})

t.test("canceling a rotation restores the old key's expiry and revokes the successor", async t => {
  const lines: string[] = []
  const app = await build(t, {}, { log: { write: line => lines.push(line) } })
  const alice = await signIn('pro')
  const old = await createKey(app, alice)
  const first = (await rotate(app, alice, old.id, { grace_seconds: 3600 })).json()
  await useKey(app, first.key)
  await app.runJob('activity')
  await app.runJob('graces')
  const reply = await cancel(app, alice, old.id, { reason: 'too early' })
  t.equal(reply.statusCode, 200)
  const back = { status: 'active', replaced_by: null, grace_seconds: null, grace_started_at: null, expires_at: null }
  t.match(reply.json(), { id: old.id, ...back })
  t.equal(await statusOf(app, first.key), 401)
  t.equal(await statusOf(app, old.key), 200)
  t.match(await get(app, alice, first.id), { status: 'revoked', revocation_reason: 'too early', replaces: old.id })
  t.equal(lines.filter(line => line.includes('keyward.revoked') && line.includes(first.id)).length, 1)
  const [event] = await eventsOf(app, alice, old.id)
  t.match(event, {
    action: 'cancel_rotation',
    reason: 'too early',
    details: { replaced_by: first.id, expires_at: { from: /T/, to: null } },
  })
  t.equal((await rotate(app, alice, old.id)).statusCode, 201, 'and it can be rotated again')
})

/** The obstacles to a rotation or its cancellation, and the response to each. */
const OBSTACLES: [
  name: string,
  make: (app: App, alice: Person) => Promise<string>,
  act: typeof rotate,
  expected: object,
][] = [
  ['rotating a revoked key', async (app, alice) => revoked(app, alice), rotate, { code: 'key_revoked' }],
  ['rotating an expired key', async (app, alice) => ended(app, alice, '-1'), rotate, { code: 'key_expired' }],
  ['rotating twice', async (app, alice) => rotated(app, alice), rotate, conflict('retiring')],
  [
    'rotating a successor while the old key lives',
    async (app, alice) => (await rotate(app, alice, (await createKey(app, alice)).id)).json().id,
    rotate,
    conflict('replacing'),
  ],
  ['canceling nothing', async (app, alice) => (await createKey(app, alice)).id, cancel, conflict('not_rotated')],
  [
    'canceling when the old key is revoked',
    async (app, alice) => {
      const id = await rotated(app, alice)
      await revoke(app, alice, id)
      return id
    },
    cancel,
    { code: 'key_revoked' },
  ],
  [
    'canceling when the old key has expired',
    async (app, alice) => {
      const id = await rotated(app, alice)
      await sql`update api_keys set expires_at = now() where id = ${id}`.execute(app.db)
      return id
    },
    cancel,
    { code: 'key_expired' },
  ],
  [
    'canceling when the successor is revoked',
    async (app, alice) => {
      const id = await rotated(app, alice)
      await revoke(app, alice, (await get(app, alice, id)).replaced_by)
      return id
    },
    cancel,
    conflict('successor_ended'),
  ],
]

function conflict(reason: string) {
  return { code: 'rotation_conflict', details: { reason } }
}
async function revoked(app: App, alice: Person) {
  const { id } = await createKey(app, alice)
  await revoke(app, alice, id)
  return id
}
async function rotated(app: App, alice: Person) {
  const { id } = await createKey(app, alice)
  await rotate(app, alice, id)
  return id
}
async function ended(app: App, alice: Person, seconds: string) {
  const { id } = await createKey(app, alice)
  await sql`update api_keys set expires_at = now() + ${seconds}::float * interval '1 second' where id = ${id}`.execute(
    app.db,
  )
  return id
}

t.test('a rotation or cancellation that is not possible is 409 with the reason, and changes nothing', async t => {
  const app = await build(t, { SESSION_LIMIT_PER_MINUTE: '10000' })
  const alice = await signIn('pro')
  for (const [name, make, act, expected] of OBSTACLES) {
    const id = await make(app, alice)
    const before = await app.db.selectFrom('api_keys').selectAll().orderBy('id').execute()
    const reply = await act(app, alice, id)
    t.equal(reply.statusCode, 409, name)
    t.match(reply.json().error, expected, name)
    t.same(await app.db.selectFrom('api_keys').selectAll().orderBy('id').execute(), before, name)
  }
})

t.test('a missing key and another account’s key get the same response', async t => {
  const app = await build(t)
  const { id } = await createKey(app, await signIn('pro'))
  const bob = await signIn('pro')
  for (const act of [rotate, cancel])
    for (const key of [id, '00000000-0000-4000-8000-000000000000']) {
      const reply = await act(app, bob, key)
      t.equal(reply.statusCode, 404)
      t.equal(reply.json().error.code, 'not_found')
    }
  t.equal((await app.db.selectFrom('api_keys').select('id').execute()).length, 1)
})

t.test('an invalid grace period is rejected', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  for (const grace_seconds of [-1, 2_592_001, 1.5, '5', null, true])
    t.match((await rotate(app, alice, id, { grace_seconds })).json().error.details, { grace_seconds: /./ })
  for (const payload of [{ expires_at: '2020-01-01T00:00:00Z' }, { name: 'another' }, { reason: 'x'.repeat(501) }])
    t.equal((await rotate(app, alice, id, payload)).statusCode, 400)
  t.match(await get(app, alice, id), { status: 'active', replaced_by: null })
})

t.test('rotating and canceling are never limited, and never lead to more than 100 keys that count', async t => {
  const app = await build(t, { SESSION_LIMIT_PER_MINUTE: '10000' })
  const alice = await signIn('pro')
  const ids: string[] = []
  for (let made = 0; made < 100; made++) ids.push((await createKey(app, alice)).id)
  for (const id of ids.slice(0, 3)) t.equal((await rotate(app, alice, id)).statusCode, 201)
  t.equal((await createOneMore(app, alice)).json().error.code, 'key_limit_reached')
  for (const id of ids.slice(0, 3)) t.equal((await cancel(app, alice, id)).statusCode, 200)
  t.equal((await createOneMore(app, alice)).json().error.code, 'key_limit_reached')
  const count = async (status: string) =>
    (await call(app, { as: alice, url: `/api/v1/keys?status=${status}&limit=100` })).json().data.length
  t.equal(await count('active'), 100)
  t.equal(await count('retiring'), 0)
})

const createOneMore = (app: App, as: Person) =>
  call(app, { as, method: 'POST', url: '/api/v1/keys', payload: { name: 'one more' } })

/** The ways in which a successor stops working before its predecessor does. */
const SUCCESSORS_END: [name: string, end: (app: App, alice: Person, successorId: string) => Promise<unknown>][] = [
  ['revoked', (app, alice, id) => revoke(app, alice, id)],
  [
    'revoked with others',
    (app, alice, id) =>
      call(app, { as: alice, method: 'POST', url: '/api/v1/keys/revocations', payload: { ids: [id] } }),
  ],
  [
    'reported as leaked',
    (app, alice, id) => call(app, { as: alice, method: 'POST', url: `/api/v1/keys/${id}/leak`, payload: {} }),
  ],
  ['expired', (app, _, id) => sql`update api_keys set expires_at = now() where id = ${id}`.execute(app.db)],
]

t.test('a retiring key counts towards the limit once its successor has stopped working', async t => {
  const app = await build(t, { SESSION_LIMIT_PER_MINUTE: '10000' })
  const alice = await signIn('pro')
  for (let made = 0; made < 100 - SUCCESSORS_END.length; made++) await createKey(app, alice)
  for (const [name, end] of SUCCESSORS_END) {
    const old = await createKey(app, alice)
    const successor = (await rotate(app, alice, old.id)).json()
    await end(app, alice, successor.id)
    t.equal(await statusOf(app, successor.key), 401, name)
    t.equal(await statusOf(app, old.key), 200, name)
  }
  t.equal((await createOneMore(app, alice)).json().error?.code, 'key_limit_reached')
  const [retiring] = (await call(app, { as: alice, url: '/api/v1/keys?status=retiring' })).json().data
  await revoke(app, alice, retiring.id)
  t.equal((await createOneMore(app, alice)).statusCode, 201)
  t.equal((await createOneMore(app, alice)).statusCode, 409)
})

t.test('an import counts retiring keys whose successors have stopped working', async t => {
  const token = 'a token of the operators, 32 characters or more'
  const env = { SESSION_LIMIT_PER_MINUTE: '10000', ADMIN_TOKEN: token, IMPORTED_KEY_SHAPES: 'hex 32' }
  const app = await build(t, env)
  const alice = await signIn('pro')
  for (let made = 0; made < 99; made++) await createKey(app, alice)
  const old = await createKey(app, alice)
  await revoke(app, alice, (await rotate(app, alice, old.id)).json().id)
  const keys = [{ digest: 'ab'.repeat(32), name: 'imported' }]
  const importOne = () =>
    call(app, {
      method: 'POST',
      url: `/admin/v1/accounts/${alice.accountId}/keys/import`,
      headers: { authorization: `Bearer ${token}` },
      payload: { keys },
    })
  t.equal((await importOne()).json().error?.code, 'key_limit_reached')
  await revoke(app, alice, old.id)
  t.not((await importOne()).statusCode, 409)
})

t.test('at the limit, a successor can be revoked, and its predecessor takes its place', async t => {
  const app = await build(t, { SESSION_LIMIT_PER_MINUTE: '10000' })
  const alice = await signIn('pro')
  const ids: string[] = []
  for (let made = 0; made < 100; made++) ids.push((await createKey(app, alice)).id)
  const successor = (await rotate(app, alice, ids[0] as string)).json()
  t.equal((await revoke(app, alice, successor.id)).statusCode, 200)
  t.equal((await createOneMore(app, alice)).statusCode, 409)
})

t.test('an upper-case ID names the same key', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  t.equal((await rotate(app, alice, id.toUpperCase())).statusCode, 201)
  const reply = await cancel(app, alice, id.toUpperCase())
  t.equal(reply.statusCode, 200)
  t.match(reply.json(), { id, status: 'active' })
})

t.test('no successor expires after the year 9999', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  await sql`update api_keys set created_at = now() - interval '10 years', expires_at = '9999-12-31T00:00:00Z'
    where id = ${id}`.execute(app.db)
  t.match((await rotate(app, alice, id)).json().expires_at, /^9999-12-31T/)
})

t.test('of many concurrent rotations one succeeds', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  const replies = await Promise.all(Array.from({ length: 20 }, () => rotate(app, alice, id)))
  const statuses = replies.map(({ statusCode }) => statusCode)
  t.equal(statuses.filter(status => status === 201).length, 1)
  t.same([...new Set(statuses)].sort(), [201, 409])
  t.equal((await app.db.selectFrom('api_keys').select('id').execute()).length, 2)
})
