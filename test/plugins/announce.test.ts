import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { build, call, createKey, revoke } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

/** An app whose log is kept, at a level at which it says nothing else. */
async function scene(t: Test, LOG_LEVEL: string) {
  const log: string[] = []
  const app = await build(t, { LOG_LEVEL }, { log: { write: line => log.push(line) } })
  const alice = await signIn('pro')
  return { app, log, alice, ...(await createKey(app, alice)) }
}

for (const level of ['silent', 'fatal', 'error'])
  t.test(`at LOG_LEVEL=${level} a revocation leaves a line with all that it takes to repeat it`, async t => {
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

t.test('a repeat leaves the line of the first again, in case that was lost', async t => {
  const { app, log, alice, id } = await scene(t, 'silent')
  await revoke(app, alice, id)
  await revoke(app, alice, id, 'another reason')
  const [first, second] = log.map(line => ({ ...JSON.parse(line), time: 0 }))
  t.equal(first.reason, null)
  t.same(second, first)
})

t.test('what was not revoked leaves no line', async t => {
  const { app, log, alice, id } = await scene(t, 'silent')
  t.equal((await revoke(app, await signIn('pro'), id)).statusCode, 404)
  await sql`alter table audit_events rename to elsewhere`.execute(app.db)
  t.equal((await revoke(app, alice, id)).statusCode, 500)
  t.same(log, [])
})

t.test('the line is written before the answer is sent', async t => {
  const order: string[] = []
  const app = await build(t, { LOG_LEVEL: 'silent' }, { log: { write: () => order.push('line') } })
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  await revoke(app, alice, id).then(() => order.push('answer'))
  t.same(order, ['line', 'answer'])
})
