import t from 'tap'
import { build, call, createKey, revoke, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

t.test('a revoked key is rejected once the revocation is answered', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  t.equal((await useKey(app, key)).statusCode, 200)

  const reply = await revoke(app, alice, id, 'the laptop was stolen')
  t.equal(reply.statusCode, 200)
  t.same(reply.json(), { success: true, message: 'API key revoked successfully' })

  const refused = await useKey(app, key)
  t.equal(refused.statusCode, 401)
  t.equal(refused.json().error.code, 'invalid_api_key')
  const row = await app.db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  t.equal(row.revocation_reason, 'the laptop was stolen')
  t.equal(row.revoked_by, `user:${alice.accountId}`)
  t.type(row.revoked_at, Date)
})

t.test('a repeat keeps the first reason, actor and time, and records its own event', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  await revoke(app, alice, id, 'first')
  const before = await call(app, { as: alice, url: `/api/v1/keys/${id}` })
  const again = await revoke(app, alice, id, 'second')
  t.equal(again.statusCode, 200)
  t.equal(again.json().message, 'API key was already revoked')
  t.same((await call(app, { as: alice, url: `/api/v1/keys/${id}` })).json(), before.json())

  const { data } = (await call(app, { as: alice, url: `/api/v1/audit-events?key_id=${id}` })).json()
  t.same(
    data.map(({ action, reason }: { action: string; reason: string }) => [action, reason]),
    [
      ['revoke_repeated', 'second'],
      ['revoke', 'first'],
      ['create', null],
    ],
  )
})

t.test("another account's key is not found, and stays active", async t => {
  const app = await build(t)
  const [alice, mallory] = [await signIn('pro'), await signIn('pro')]
  const { id, key } = await createKey(app, alice)
  const theirs = await revoke(app, mallory, id, 'mine now')
  const absent = await revoke(app, mallory, '00000000-0000-4000-8000-000000000000', 'mine now')
  t.equal(theirs.statusCode, 404)
  const { request_id: _a, ...first } = theirs.json().error
  const { request_id: _b, ...second } = absent.json().error
  t.same(first, second)
  t.equal((await useKey(app, key)).statusCode, 200)
})
