import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import { type App, build, call, createKey, useKey } from '../kit/app.ts'
import { CLAIMED_ROLES, type Member, STRICT, signInTo } from '../kit/members.ts'
import { signIn } from '../kit/people.ts'

const ORG = 'org_7'

const put = (app: App, as: Member, person: string, payload: object) =>
  call(app, { as, method: 'PUT', url: `/api/v1/members/${person}`, payload })
const depart = (app: App, as: Member, person: string, payload: object = { keys: 'hand_over' }) =>
  call(app, { as, method: 'POST', url: `/api/v1/members/${person}/departure`, payload })
const stateOf = async (app: App, as: Member) => {
  const { error, role } = (await call(app, { as, url: '/api/v1/session' })).json()
  return error?.code ?? role
}
const events = async (app: App, as: Member) =>
  (await call(app, { as, url: '/api/v1/account-events' }))
    .json()
    .data.map(({ action, actor, reason, details }: Record<string, unknown>) => ({ action, actor, reason, details }))

/** An account in which only members may act, with its first manager. */
async function strict(t: Parameters<typeof build>[0], env = {}) {
  const app = await build(t, { ...STRICT, ...env })
  const ada = await signInTo(ORG)
  await stateOf(app, ada)
  await addManager(app, ada)
  return { app, ada }
}

async function addManager({ db }: App, { personId: person }: Member) {
  const { id: account_id } = await db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
  await db.insertInto('members').values({ account_id, person, role: 'manager', added_by: 'operator' }).execute()
}

t.test('a manager adds people and changes their roles, with an event for each change', async t => {
  const { app, ada } = await strict(t)
  const bob = await signInTo(ORG)
  t.equal(await stateOf(app, bob), 'not_a_member')
  const added = await put(app, ada, bob.personId, { role: 'reader', label: 'Bob', reason: 'an auditor' })
  t.match(added.json(), { person: bob.personId, role: 'reader', label: 'Bob', departed_at: null, active_keys: 0 })
  t.equal(await stateOf(app, bob), 'reader')
  await put(app, ada, bob.personId, { role: 'reader' })
  t.match((await put(app, ada, bob.personId, { role: 'member' })).json(), { label: 'Bob' }, 'keeps what is left out')
  t.equal(await stateOf(app, bob), 'member')
  await createKey(app, bob)
  t.match((await call(app, { as: bob, url: `/api/v1/members/${bob.personId}` })).json(), { active_keys: 1 })
  const [person, actor] = [bob.personId, `user:${ada.personId}`]
  t.same(await events(app, ada), [
    { action: 'set_member', actor, reason: null, details: { person, member_role: { from: 'reader', to: 'member' } } },
    {
      action: 'set_member',
      actor,
      reason: 'an auditor',
      details: { person, member_role: { from: null, to: 'reader' } },
    },
  ])
})

t.test('a label can be erased, and the history never has it', async t => {
  const { app, ada } = await strict(t)
  const { personId } = await signInTo(ORG)
  await put(app, ada, personId, { role: 'reader', label: 'Bob the auditor' })
  await depart(app, ada, personId)
  t.match(
    (await put(app, ada, personId, { label: null })).json(),
    { label: null, departed_at: /./ },
    'after a departure too',
  )
  const { rows } = await sql`select * from account_events`.execute(app.db)
  t.equal(rows.length, 2)
  t.notOk(JSON.stringify(rows).includes('Bob'))
})

t.test('invalid people and bodies are 400, and a missing person is 404', async t => {
  const { app, ada } = await strict(t)
  const { key } = await createKey(app, await signIn())
  for (const person of [ORG, '.', key, 'a b', 'ü', 'x'.repeat(101)])
    for (const reply of [
      await put(app, ada, encodeURIComponent(person), { role: 'reader' }),
      await depart(app, ada, encodeURIComponent(person)),
    ])
      t.ok(reply.statusCode >= 400 && reply.statusCode < 500, `${person}: ${reply.body}`)
  t.match((await put(app, ada, ORG, { role: 'reader' })).json(), { error: { details: { person: /own person/ } } })
  t.match((await put(app, ada, key, { role: 'reader' })).json(), {
    error: { details: { person: /must not be an API key/ } },
  })
  for (const payload of [
    {},
    { role: 'owner' },
    { role: null },
    { label: '' },
    { label: 'a\nb' },
    { label: 'x'.repeat(201) },
  ])
    t.equal((await put(app, ada, randomUUID(), payload)).statusCode, 400, JSON.stringify(payload))
  t.match((await put(app, ada, randomUUID(), { label: 'Bob' })).json(), {
    error: { details: { role: 'is required for a person who is not a member' } },
  })
  for (const payload of [{}, { keys: 'keep' }, { keys: 'revoke', extra: 1 }])
    t.equal((await depart(app, ada, randomUUID(), payload)).statusCode, 400, JSON.stringify(payload))
  t.equal((await call(app, { as: ada, url: `/api/v1/members/${randomUUID()}` })).statusCode, 404)
  const upper = ada.personId.toUpperCase()
  t.match((await put(app, ada, upper, { label: 'Ada' })).json(), { person: ada.personId }, 'a UUID in any case')
  const rows = await app.db.selectFrom('members').select('person').execute()
  t.same(rows, [{ person: ada.personId }], 'nothing else was stored')
})

t.test('the list of members has pages, and only those of the account', async t => {
  const { app, ada } = await strict(t)
  const people = ['Zoe', 'adam', 'b@example.com', '~x'].toSorted()
  for (const person of people) await put(app, ada, person, { role: 'reader' })
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const url: string = `/api/v1/members?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    const page: { data: { person: string }[]; next_cursor: string | null } = (await call(app, { as: ada, url })).json()
    seen.push(...page.data.map(({ person }) => person))
    cursor = page.next_cursor
  }
  t.same(seen, [...people, ada.personId].toSorted())
  const mallory = await signIn()
  t.same((await call(app, { as: mallory, url: '/api/v1/members' })).json(), { data: [], next_cursor: null })
})

t.test('after a departure every request of the person is rejected, although their session is valid', async t => {
  const app = await build(t, CLAIMED_ROLES)
  const ada = await signInTo(ORG, { role: 'owner' })
  const bob = await signInTo(ORG, { role: 'owner' })
  const elsewhere = await signInTo('org_8', { personId: bob.personId, role: 'owner' })
  const { id, key } = await createKey(app, bob)
  const left = await depart(app, ada, bob.personId, { keys: 'hand_over', reason: 'left on Friday' })
  t.equal(left.statusCode, 200)
  t.match(left.json(), { dry_run: false, person: bob.personId, revoked: 0, to_be_rotated: 1, complete: true })
  for (const [method, url] of [
    ['GET', '/api/v1/session'],
    ['GET', '/api/v1/keys'],
    ['POST', '/api/v1/keys'],
    ['DELETE', `/api/v1/keys/${id}`],
    ['PUT', `/api/v1/members/${ada.personId}`],
    ['POST', `/api/v1/members/${ada.personId}/departure`],
  ] as const)
    t.match((await call(app, { as: bob, method, url })).json(), { error: { code: 'not_a_member' } }, `${method} ${url}`)
  t.equal(await stateOf(app, await signInTo(ORG, { ...bob, role: 'owner' })), 'not_a_member', 'with a new session too')
  t.equal(await stateOf(app, elsewhere), 'manager', 'but not for another account')
  t.equal((await useKey(app, key)).statusCode, 200, 'the key was handed over')
  const member = (await call(app, { as: ada, url: `/api/v1/members/${bob.personId}` })).json()
  t.match(member, { departed_by: `user:${ada.personId}`, reason: 'left on Friday', role: null, active_keys: 1 })

  const again = await depart(app, ada, bob.personId, { keys: 'revoke', reason: 'another' })
  t.match(again.json(), { departed_at: left.json().departed_at, revoked: 1, to_be_rotated: 0, complete: true })
  t.equal((await useKey(app, key)).statusCode, 401)
  t.same((await call(app, { as: ada, url: `/api/v1/members/${bob.personId}` })).json(), { ...member, active_keys: 0 })
  const details = { person: bob.personId, role: null, keys: 'hand_over', sessions: [] }
  t.match(await events(app, ada), [{ action: 'remove_member', reason: 'left on Friday', details }], 'recorded once')
})

t.test('a departure with `revoke` revokes exactly what the person created and nobody has revoked', async t => {
  const app = await build(t, CLAIMED_ROLES)
  const [ada, bob] = [await signInTo(ORG, { role: 'owner' }), await signInTo(ORG, { role: 'dev' })]
  const [first, second, taken] = [await createKey(app, bob), await createKey(app, bob), await createKey(app, bob)]
  const own = await createKey(app, ada)
  await call(app, { as: bob, method: 'DELETE', url: `/api/v1/keys/${first.id}`, payload: { reason: 'first' } })
  const successor = await call(app, { as: ada, method: 'POST', url: `/api/v1/keys/${taken.id}/rotation` })
  t.match((await depart(app, ada, bob.personId, { keys: 'revoke', reason: 'left' })).json(), {
    revoked: 2,
    complete: true,
  })
  const read = async (id: string) => (await call(app, { as: ada, url: `/api/v1/keys/${id}` })).json()
  t.match(await read(first.id), { revocation_reason: 'first', revoked_by: `user:${bob.personId}` })
  t.match(await read(second.id), { revocation_reason: 'left', revoked_by: `user:${ada.personId}` })
  t.match(await read(taken.id), { status: 'revoked' }, 'a retiring key too')
  for (const { key } of [own, successor.json()]) t.equal((await useKey(app, key)).statusCode, 200)
})

t.test('a dry run shows the keys with their use, and changes nothing', async t => {
  const app = await build(t, CLAIMED_ROLES)
  const [ada, bob] = [await signInTo(ORG, { role: 'owner' }), await signInTo(ORG, { role: 'dev' })]
  const [idle, used] = [await createKey(app, bob, 'idle'), await createKey(app, bob, 'used')]
  const expired = await createKey(app, bob, 'expired')
  await sql`update api_keys set expires_at = now() - interval '1 day' where id = ${expired.id}`.execute(app.db)
  await createKey(app, ada)
  for (const [hours, requests] of [
    [1, 3],
    [30, 4],
    [200, 5],
  ])
    await sql`insert into key_usage (key_id, hour, requests) values (${used.id}, now() - make_interval(hours => ${hours}::int), ${requests})`.execute(
      app.db,
    )
  await sql`insert into key_activity (key_id, last_used_at) values (${used.id}, '2026-01-02')`.execute(app.db)
  for (const [keys, counts] of [
    ['revoke', { revoked: 3, to_be_rotated: 0 }],
    ['hand_over', { revoked: 0, to_be_rotated: 2 }],
  ] as const) {
    const shown = (await depart(app, ada, bob.personId, { keys, dry_run: true })).json()
    t.match(shown, { dry_run: true, person: bob.personId, departed_at: null, complete: true, ...counts })
    t.match(shown.keys, [
      { id: used.id, name: 'used', requests_last_day: 3, requests_last_week: 7, last_used_at: /^2026-01-0/ },
      { id: idle.id, requests_last_day: 0, requests_last_week: 0, last_used_at: null },
    ])
    t.equal(shown.keys.length, 2, 'without the expired key')
  }
  t.equal(await stateOf(app, bob), 'member')
  t.equal((await call(app, { as: ada, url: `/api/v1/members/${bob.personId}` })).statusCode, 404)
  await depart(app, ada, bob.personId)
  t.match((await depart(app, ada, bob.personId, { keys: 'revoke', dry_run: true })).json(), {
    departed_at: /^20/,
    revoked: 3,
  })
})

t.test('a person who comes back is added again, and revoked keys stay dead', async t => {
  const { app, ada } = await strict(t)
  const bob = await signInTo(ORG)
  const before = (await put(app, ada, bob.personId, { role: 'member', label: 'Bob' })).json()
  const { key } = await createKey(app, bob)
  await depart(app, ada, bob.personId, { keys: 'revoke' })
  t.match((await put(app, ada, bob.personId, { label: 'Bobby' })).json(), { departed_at: /./ }, 'a label is no return')
  const back = (await put(app, ada, bob.personId, { role: 'reader' })).json()
  t.match(back, { role: 'reader', label: 'Bobby', departed_at: null, departed_by: null, reason: null })
  t.ok(back.since > before.since)
  t.equal(await stateOf(app, bob), 'reader')
  t.equal((await useKey(app, key)).statusCode, 401)
  const [returned] = await events(app, ada)
  t.same(returned.details, { person: bob.personId, member_role: { from: null, to: 'reader' } })
})

t.test('a session cannot remove the last manager where only members may act', async t => {
  const { app, ada } = await strict(t)
  const bob = await signInTo(ORG)
  const last = { error: { code: 'last_manager' } }
  await put(app, ada, bob.personId, { role: 'member' })
  t.match((await put(app, ada, ada.personId, { role: 'reader' })).json(), last)
  t.match((await depart(app, ada, ada.personId)).json(), last)
  await put(app, ada, bob.personId, { role: 'manager' })
  await depart(app, ada, bob.personId)
  t.match((await depart(app, ada, ada.personId)).json(), last, 'a manager who has left does not count')
  await put(app, ada, bob.personId, { role: 'manager' })
  t.equal((await depart(app, ada, ada.personId)).statusCode, 200)
  t.equal(await stateOf(app, ada), 'not_a_member')
  t.equal(await stateOf(app, bob), 'manager')
})

t.test('anyone can be removed where sessions bring the role, or by the account’s own person', async t => {
  const claimed = await build(t, CLAIMED_ROLES)
  const ada = await signInTo(ORG, { role: 'owner' })
  t.equal((await depart(claimed, ada, ada.personId)).statusCode, 200)
  const app = await build(t, STRICT)
  const personId = randomUUID()
  const owner = await signInTo(personId, { personId })
  const bob = await signInTo(personId)
  await put(app, owner, bob.personId, { role: 'manager' })
  t.equal(await stateOf(app, bob), 'manager')
  t.equal((await depart(app, owner, bob.personId)).statusCode, 200)
  t.match((await depart(app, owner, personId)).json(), { error: { details: { person: /own person/ } } })
})

t.test('until the upgrade is finished, nobody is added or removed', async t => {
  const app = await build(t, CLAIMED_ROLES)
  const ada = await signInTo(ORG, { role: 'owner' })
  const { key } = await createKey(app, ada)
  await app.db.updateTable('upgrades').set({ finished_at: null }).where('migration', '=', '024-members').execute()
  const unfinished = { error: { code: 'upgrade_unfinished' } }
  t.match((await put(app, ada, randomUUID(), { role: 'reader' })).json(), unfinished)
  t.match((await depart(app, ada, ada.personId, { keys: 'revoke' })).json(), unfinished)
  t.same(await app.db.selectFrom('members').selectAll().execute(), [])
  t.equal((await useKey(app, key)).statusCode, 200)
})
