import { sql } from 'kysely'
import t from 'tap'
import { type App, build, call, createKey } from '../kit/app.ts'
import { ORGANIZATIONS, signInTo } from '../kit/members.ts'
import { signIn } from '../kit/people.ts'

const ADMIN_TOKEN = 'the token of the operators of these tests'

async function listed(app: App, as: { accountId: string; cookie: string }, query: string) {
  const { data } = (await call(app, { as, url: `/api/v1/keys?${query}` })).json()
  return data.map(({ name }: { name: string }) => name).toSorted()
}

const depart = (app: App, accountId: string, person: string, label: string | null = null) =>
  app.db
    .insertInto('members')
    .values({
      ...{ account_id: accountId, person, role: 'member', label, added_by: 'operator' },
      ...{ departed_at: new Date(), departed_by: 'operator', reason: null },
    })
    .execute()

t.test('a key names the person who created it, and lists can be filtered by it and searched', async t => {
  const app = await build(t, ORGANIZATIONS)
  const [ada, bob] = [await signInTo('org_7'), await signInTo('org_7')]
  const made = await createKey(app, ada, 'of ada')
  await createKey(app, bob, 'of bob')
  await app.db
    .insertInto('members')
    .values({ account_id: await idOf(app, 'org_7'), person: ada.personId, role: 'member', added_by: 'operator' })
    .execute()
  await app.db.updateTable('members').set({ label: 'Ada@example.com' }).execute()

  const shown = (await call(app, { as: bob, url: `/api/v1/keys/${made.id}` })).json()
  t.match(shown, { created_by: `user:${ada.personId}`, created_by_label: 'Ada@example.com', to_be_rotated: false })
  t.same(await listed(app, bob, `created_by=user:${bob.personId}`), ['of bob'])
  t.same(await listed(app, bob, `created_by=user:${ada.personId}`), ['of ada'])
  t.same(await listed(app, bob, 'created_by=operator'), [])
  t.same(await listed(app, bob, `q=${ada.personId}`), ['of ada'])
  t.same(await listed(app, bob, 'q=ada@example'), ['of ada'], 'a part of the label, in any case')
  t.same(await listed(app, bob, 'q=user:'), [], 'no part of the ID')
  const counts = (await call(app, { as: bob, url: `/api/v1/keys/counts?created_by=user:${ada.personId}` })).json()
  t.match(counts, { active: 1, to_be_rotated: 0 })
})

t.test('a successor names the person who rotated', async t => {
  const app = await build(t, ORGANIZATIONS)
  const [ada, bob] = [await signInTo('org_7'), await signInTo('org_7')]
  const { id } = await createKey(app, ada)
  const rotated = await call(app, { as: bob, method: 'POST', url: `/api/v1/keys/${id}/rotation` })
  t.match(rotated.json(), { created_by: `user:${bob.personId}`, replaces: id })
  t.match((await call(app, { as: bob, url: `/api/v1/keys/${id}` })).json(), { created_by: `user:${ada.personId}` })
})

t.test('a key of an earlier release reads as created by the account’s person, or by an operator', async t => {
  const app = await build(t, { ADMIN_TOKEN, IMPORTED_KEY_SHAPES: 'old_ hex 32' })
  const ada = await signIn()
  const { id } = await createKey(app, ada, 'made')
  const { accountId: account_id } = ada
  const key = { digest: '0'.repeat(64), prefix: 'old_1234', name: 'imported' }
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
  const imported = await call(app, {
    ...{ headers, method: 'POST', url: `/admin/v1/accounts/${account_id}/keys/import` },
    payload: { keys: [key] },
  })
  t.equal(imported.statusCode, 200, imported.body)
  t.match(imported.json().data[0], { created_by: 'operator', created_by_label: null })
  await sql`update api_keys set created_by = null`.execute(app.db)
  await sql`update accounts set label = 'Ada'`.execute(app.db)
  const shown = (await call(app, { as: ada, url: `/api/v1/keys/${id}` })).json()
  t.match(shown, { created_by: `user:${account_id}`, created_by_label: 'Ada' })
  t.same(await listed(app, ada, `created_by=user:${account_id}`), ['made'])
  t.same(await listed(app, ada, 'created_by=operator'), ['imported'])
})

t.test('active keys of a person who has departed are to be rotated, until they are', async t => {
  const app = await build(t, ORGANIZATIONS)
  const [ada, bob] = [await signInTo('org_7'), await signInTo('org_7')]
  const kept = await createKey(app, ada, 'kept')
  for (const name of ['revoked', 'rotated']) {
    const { id } = await createKey(app, ada, name)
    const path = `/api/v1/keys/${id}${name === 'rotated' ? '/rotation' : ''}`
    await call(app, { as: bob, method: name === 'rotated' ? 'POST' : 'DELETE', url: path })
  }
  await createKey(app, bob, 'of bob')
  await depart(app, await idOf(app, 'org_7'), ada.personId)
  t.same(await listed(app, bob, 'status=to_be_rotated'), ['kept'])
  t.match((await call(app, { as: bob, url: '/api/v1/keys/counts' })).json(), { active: 3, to_be_rotated: 1 })
  t.equal((await call(app, { as: bob, url: `/api/v1/keys/${kept.id}` })).json().to_be_rotated, true)
  await call(app, { as: bob, method: 'POST', url: `/api/v1/keys/${kept.id}/rotation` })
  t.same(await listed(app, bob, 'status=to_be_rotated'), [])
})

const idOf = async ({ db }: App, external_id: string) =>
  (await db.selectFrom('accounts').select('id').where('external_id', '=', external_id).executeTakeFirstOrThrow()).id
