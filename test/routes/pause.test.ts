import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { build, call, createKey, revoke, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

const VERIFY_TOKEN = 'a token of a service, long enough to be one'

async function start(t: Test) {
  const lines: string[] = []
  const app = await build(t, { VERIFY_TOKEN }, { log: { write: line => lines.push(line) } })
  const alice = await signIn('pro')
  const send = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) =>
    call(app, { as: alice, method, url: `/api/v1/keys/${path}`, ...(payload && { payload }) })
  const told = () => lines.map(line => JSON.parse(line)).filter(({ msg }) => msg === 'keyward.pause')
  const eventsOf = async (id: string) =>
    (await call(app, { as: alice, url: `/api/v1/audit-events?key_id=${id}` })).json().data
  return { app, alice, send, told, eventsOf, make: () => createKey(app, alice) }
}

const codeOf = (reply: { json(): { error: { code: string } } }) => reply.json().error.code

t.test('a paused key is rejected until it is resumed, and both are recorded', async t => {
  const { app, alice, send, told, eventsOf, make } = await start(t)
  const [{ id, key }, other] = [await make(), await make()]
  const paused = await send('POST', `${id}/pause`, { reason: 'looks odd' })
  const { paused_at, status } = paused.json()
  t.same([paused.statusCode, status], [200, 'active'])
  const state = { paused_at, paused_by: `user:${alice.accountId}`, pause_reason: 'looks odd' }
  t.match((await send('GET', id)).json(), state)
  t.same([(await useKey(app, key)).statusCode, codeOf(await useKey(app, key))], [403, 'key_paused'])
  t.equal((await useKey(app, other.key)).statusCode, 200)

  const resumed = await send('DELETE', `${id}/pause`)
  t.match(resumed.json(), { paused_at: null, paused_by: null, pause_reason: null, status: 'active' })
  t.equal((await useKey(app, key)).statusCode, 200)
  t.match(await eventsOf(id), [
    {
      action: 'resume',
      reason: null,
      request_id: resumed.headers['x-request-id'],
      details: { paused_at: { from: String, to: null } },
    },
    {
      action: 'pause',
      actor: `user:${alice.accountId}`,
      reason: 'looks odd',
      request_id: paused.headers['x-request-id'],
      details: { paused_at: { from: null, to: String } },
    },
    { action: 'create' },
  ])
  const common = { key_id: id, digest: /^[0-9a-f]{64}$/, account_id: alice.accountId, by: `user:${alice.accountId}` }
  t.match(told(), [
    { ...common, at: paused_at, paused: true, reason: 'looks odd' },
    { ...common, at: /Z$/, paused: false, reason: null },
  ])
})

t.test('a repeated pause changes and records nothing, and writes the line of the first again', async t => {
  const { send, told, eventsOf, make } = await start(t)
  const { id } = await make()
  t.equal((await send('DELETE', `${id}/pause`)).statusCode, 200)
  t.same(told(), [], 'a key that was never paused has no line')
  const first = (await send('POST', `${id}/pause`, { reason: 'first' })).json()
  t.same((await send('POST', `${id}/pause`, { reason: 'second' })).json(), first)
  await send('DELETE', `${id}/pause`)
  await send('DELETE', `${id}/pause`)
  const [one, two, three, four] = told().map(({ time: _, ...line }) => line)
  t.match(one, { at: first.paused_at, reason: 'first' })
  t.same([one, three], [two, four])
  t.match(await eventsOf(id), [{ action: 'resume' }, { action: 'pause' }, { action: 'create' }])
})

t.test('a paused key can be revoked and changed, not rotated, and its expiry runs on', async t => {
  const { app, alice, send, make } = await start(t)
  const [kept, ended, leaked] = [await make(), await make(), await make()]
  for (const { id } of [kept, ended, leaked]) await send('POST', `${id}/pause`)
  const rotated = await send('POST', `${kept.id}/rotation`, {})
  t.same([rotated.statusCode, codeOf(rotated)], [409, 'rotation_conflict'])
  t.same(rotated.json().error.details, { reason: 'paused' })
  t.match((await send('PATCH', kept.id, { name: 'renamed', scopes: ['a'] })).json(), { name: 'renamed', scopes: ['a'] })
  t.equal((await revoke(app, alice, kept.id)).statusCode, 200)
  t.equal((await useKey(app, kept.key)).statusCode, 401)

  await app.db
    .updateTable('api_keys')
    .set({ expires_at: new Date(0) })
    .where('id', '=', ended.id)
    .execute()
  t.equal((await useKey(app, ended.key)).statusCode, 401)
  const report = { method: 'POST', url: '/api/v1/credentials/revoke', payload: { credentials: [leaked.key] } } as const
  t.equal((await app.inject(report)).statusCode, 202)
  t.equal((await useKey(app, leaked.key)).statusCode, 401)

  for (const [{ id }, code] of [
    [kept, 'key_revoked'],
    [ended, 'key_expired'],
    [leaked, 'key_revoked'],
  ] as const)
    for (const method of ['POST', 'DELETE'] as const) {
      const reply = await send(method, `${id}/pause`)
      t.same([reply.statusCode, codeOf(reply)], [409, code], method)
    }
  for (const method of ['POST', 'DELETE'] as const)
    t.equal((await send(method, `${randomUUID()}/pause`)).statusCode, 404)
})

t.test('a paused key is not counted, and is inactive to a service', async t => {
  const { app, send, make } = await start(t)
  const { id, key } = await make()
  await send('POST', `${id}/pause`)
  const headers = { authorization: `Bearer ${VERIFY_TOKEN}` }
  const ask = async (url: string, payload: object) =>
    (await app.inject({ method: 'POST', url, headers, payload })).json()
  for (let count = 0; count < 3; count++) await useKey(app, key)
  t.match(await ask('/api/v1/verify', { key }), { valid: false, code: 'key_paused' })
  t.same(await ask('/oauth2/introspect', { token: key }), { active: false })
  t.match(await app.db.selectFrom('usage_windows').select('day_used').execute(), [{ day_used: 0 }])
})

t.test('the old key of a rotation can be paused, and the rotation goes on', async t => {
  const { app, send, make } = await start(t)
  const { id, key } = await make()
  const successor = (await send('POST', `${id}/rotation`, { grace_seconds: 3_600 })).json()
  t.equal((await send('POST', `${id}/pause`)).json().status, 'retiring')
  t.equal((await useKey(app, key)).statusCode, 403)
  t.equal((await useKey(app, successor.key)).statusCode, 200)
  t.match((await send('DELETE', `${id}/rotation`)).json(), { status: 'active', paused_at: String })
  t.equal((await useKey(app, key)).statusCode, 403)
})
