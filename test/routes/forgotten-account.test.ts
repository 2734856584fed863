import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { build, call, createKey, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

/** An app that knows an account which its database, a restored backup, has lost. */
async function scene(t: Test) {
  const app = await build(t)
  const alice = await signIn('pro')
  t.equal((await call(app, { as: alice, url: '/api/v1/session' })).statusCode, 200)
  await sql`delete from usage_windows`.execute(app.db)
  await sql`delete from accounts`.execute(app.db)
  return { app, alice }
}

t.test('a person whose account the database has lost can create a key', async t => {
  const { app, alice } = await scene(t)
  const { key } = await createKey(app, alice)
  t.match((await useKey(app, key)).json(), { account_id: alice.accountId, tier: 'pro' })
})

t.test('a person whose account the database has lost can read the session', async t => {
  const { app, alice } = await scene(t)
  const reply = await call(app, { as: alice, url: '/api/v1/session' })
  t.equal(reply.statusCode, 200)
  t.match(reply.json(), { account_id: alice.accountId, tier: 'pro' })
})

t.test('every other session route finds nothing for a lost account, and none fails', async t => {
  const { app, alice } = await scene(t)
  const url = '/api/v1/keys/00000000-0000-4000-8000-000000000000'
  for (const url of ['/api/v1/keys', '/api/v1/audit-events', '/api/v1/usage'])
    t.same((await call(app, { as: alice, url })).json().data, [], url)
  t.equal((await call(app, { as: alice, method: 'DELETE', url })).statusCode, 404)
  t.equal((await call(app, { as: alice, method: 'PATCH', url, payload: { name: 'x' } })).statusCode, 404)
})
