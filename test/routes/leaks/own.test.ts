import t from 'tap'
import { type App, build, call, createKey, revoke, useKey } from '../../kit/app.ts'
import { type Person, signIn } from '../../kit/people.ts'

const leak = (app: App, as: Person, id: string, payload?: object) =>
  call(app, { as, method: 'POST', url: `/api/v1/keys/${id}/leak`, ...(payload && { payload }) })
const get = async (app: App, as: Person, id: string) => (await call(app, { as, url: `/api/v1/keys/${id}` })).json()

t.test(
  'a key that its owner reports is revoked when the report is answered, with the place where it was found',
  async t => {
    const app = await build(t)
    const alice = await signIn('pro')
    const { id, key } = await createKey(app, alice)
    const payload = { source_url: 'https://wiki.example/runbook', note: 'pasted into the runbook' }
    const reply = await leak(app, alice, id, payload)
    t.same([reply.statusCode, reply.json()], [200, { success: true, message: 'API key revoked successfully' }])
    t.equal((await useKey(app, key)).statusCode, 401)
    const first = {
      revoked_by: `user:${alice.accountId}`,
      revocation_reason: 'leaked: pasted into the runbook',
      leak: { door: 'owner', ...payload },
    }
    t.match(await get(app, alice, id), first)
    const again = await leak(app, alice, id, { note: 'something else' })
    t.equal(again.json().message, 'API key was already revoked')
    t.match(await get(app, alice, id), first, 'the first facts stay')
    const { data } = (await call(app, { as: alice, url: `/api/v1/audit-events?key_id=${id}` })).json()
    t.match(data, [
      { action: 'revoke_repeated', details: { leak: { note: 'something else' } } },
      { action: 'revoke', details: { leak: { door: 'owner', ...payload } } },
      { action: 'create' },
    ])
  },
)

t.test('a leak needs no details, and a key that was already revoked gets none', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const [bare, before] = [await createKey(app, alice), await createKey(app, alice)]
  t.equal((await leak(app, alice, bare.id)).statusCode, 200)
  t.match(await get(app, alice, bare.id), {
    revocation_reason: 'leaked',
    leak: { reported_by: 'owner', door: 'owner', source_url: null, note: null },
  })
  await revoke(app, alice, before.id)
  t.equal((await leak(app, alice, before.id)).statusCode, 200)
  t.equal((await get(app, alice, before.id)).leak, null)
})

t.test("an owner's report is never limited, and another account’s key is not found", async t => {
  const app = await build(t, { SESSION_LIMIT_PER_MINUTE: '1' })
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  t.equal((await call(app, { as: alice, url: '/api/v1/keys' })).statusCode, 429)
  t.equal((await leak(app, await signIn('pro'), id)).statusCode, 404)
  t.equal((await useKey(app, key)).statusCode, 200)
  t.equal((await leak(app, alice, id)).statusCode, 200)
})
