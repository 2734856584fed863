import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { build, call, createKey, revoke, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

/** An app whose log is recorded, at a level without other lines. */
async function scene(t: Test, LOG_LEVEL: string) {
  const log: string[] = []
  const app = await build(t, { LOG_LEVEL }, { log: { write: line => log.push(line) } })
  const alice = await signIn('pro')
  return { app, log, alice, ...(await createKey(app, alice)) }
}

for (const level of ['silent', 'fatal', 'error'])
  t.test(`at LOG_LEVEL=${level} a revocation leaves a line with everything needed to repeat it`, async t => {
    const { app, log, alice, id, key } = await scene(t, level)
    t.equal((await revoke(app, alice, id, 'the laptop was "stolen"\nin Bern')).statusCode, 200)
    const { revoked_at } = (await call(app, { as: alice, url: `/api/v1/keys/${id}` })).json()
    t.equal(log.length, 1)
    t.match(JSON.parse(log[0] ?? ''), {
      level: 30,
      msg: 'keyward.revoked',
      key_id: id,
      digest: createHash('sha256').update(key).digest('hex'),
      account_id: alice.accountId,
      at: revoked_at,
      by: `user:${alice.accountId}`,
      reason: 'the laptop was "stolen"\nin Bern',
    })
    t.notOk(log.join().includes(key.slice(9, 20)), 'and nothing of the secret')
  })

t.test('a repeat writes the line of the first revocation again, in case it was lost', async t => {
  const { app, log, alice, id } = await scene(t, 'silent')
  await revoke(app, alice, id)
  await revoke(app, alice, id, 'another reason')
  const [first, second] = log.map(line => ({ ...JSON.parse(line), time: 0 }))
  t.equal(first.reason, null)
  t.same(second, first)
})

t.test('a request that revokes nothing leaves no line', async t => {
  const { app, log, alice, id } = await scene(t, 'silent')
  t.equal((await revoke(app, await signIn('pro'), id)).statusCode, 404)
  await sql`alter table audit_events rename to elsewhere`.execute(app.db)
  t.equal((await revoke(app, alice, id)).statusCode, 500)
  t.same(log, [])
})

t.test('the line is written before the response is sent', async t => {
  const order: string[] = []
  const app = await build(t, { LOG_LEVEL: 'silent' }, { log: { write: () => order.push('line') } })
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  await revoke(app, alice, id).then(() => order.push('answer'))
  t.same(order, ['line', 'answer'])
})

t.test("each step that may shorten or narrow a key leaves a line with the key's new state", async t => {
  const { app, log, alice, id } = await scene(t, 'silent')
  const change = (method: 'POST' | 'PATCH' | 'DELETE', path: string, payload = {}) =>
    call(app, { as: alice, method, url: `/api/v1/keys/${path}`, payload })
  const newLines = () => log.splice(0).map(line => JSON.parse(line))
  const soon = new Date(Date.now() + 3_600_000).toISOString()

  const state = { level: 30, msg: 'keyward.restricted', key_id: id, account_id: alice.accountId }
  await change('PATCH', id, { expires_at: soon })
  t.match(newLines(), [{ ...state, by: `user:${alice.accountId}`, expires_at: soon, scopes: null }])
  await change('PATCH', id, { scopes: ['b', 'a'] })
  t.match(newLines(), [{ ...state, expires_at: soon, scopes: ['b', 'a'] }])
  await change('PATCH', id, { expires_at: null, name: 'extended' })
  t.match(newLines(), [{ ...state, expires_at: null }], 'what replaces an earlier line is written as well')
  await change('PATCH', id, { name: 'renamed' })
  t.same(newLines(), [], 'a name restricts nothing')

  const successor = (await change('POST', `${id}/rotation`, { grace_seconds: 60 })).json()
  const [rotated] = newLines()
  t.match(rotated, { ...state, expires_at: String })
  t.equal((await change('POST', `${id}/rotation`)).statusCode, 409)
  t.match(newLines(), [{ ...state, expires_at: rotated.expires_at }], 'the first answer may have been lost')
  await useKey(app, successor.key)
  await app.runJob('activity')
  await app.runJob('graces')
  const [started] = newLines()
  t.match(started, { ...state, by: 'system' })
  t.ok(started.expires_at < rotated.expires_at)

  t.equal((await change('DELETE', `${id}/rotation`)).statusCode, 200)
  const revoked = { level: 30, msg: 'keyward.revoked', key_id: successor.id }
  t.match(newLines(), [revoked, { ...state, expires_at: null }])
  t.equal((await change('DELETE', `${id}/rotation`)).statusCode, 409)
  const again = newLines()
  t.equal(again.length, 2)
  t.match(
    again.find(({ key_id }) => key_id === successor.id),
    revoked,
    'the first answer may have been lost',
  )
  await change('POST', `${id}/rotation`, { grace_seconds: 0 })
  t.match(newLines(), [{ ...revoked, key_id: id }])
  for (const [method, path] of [['POST', `${id}/rotation`] as const, ['PATCH', id] as const]) {
    t.equal((await change(method, path, method === 'PATCH' ? { scopes: [] } : {})).statusCode, 409)
    t.match(newLines(), [{ ...revoked, key_id: id }], 'every answered revocation has its line')
  }
  t.equal((await change('PATCH', randomUUID(), { scopes: [] })).statusCode, 404)
  t.same(newLines(), [])
})

t.test('a grace period starts only once its line is written', async t => {
  const log: string[] = []
  let isBroken = false
  const app = await build(
    t,
    { LOG_LEVEL: 'silent' },
    {
      log: {
        write(line) {
          if (isBroken) throw new Error('broken')
          log.push(line)
        },
      },
    },
  )
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  const url = `/api/v1/keys/${id}/rotation`
  const { key } = (await call(app, { as: alice, method: 'POST', url, payload: { grace_seconds: 60 } })).json()
  await useKey(app, key)
  await app.runJob('activity')
  const startedAt = async () =>
    (await call(app, { as: alice, url: `/api/v1/keys/${id}` })).json().grace_started_at as string | null
  isBroken = true
  await app.runJob('graces')
  t.equal(await startedAt(), null)
  isBroken = false
  await app.runJob('graces')
  t.type(await startedAt(), 'string')
  t.match(JSON.parse(log.at(-1) ?? ''), { msg: 'keyward.restricted', key_id: id })
})
