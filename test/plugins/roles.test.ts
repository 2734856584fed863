import { randomUUID } from 'node:crypto'
import type { HTTPMethods } from 'fastify'
import t from 'tap'
import { ROLES, type Role } from '../../schemas/role.ts'
import { type App, build, buildInstances, call, createKey, revoke } from '../kit/app.ts'
import { CLAIMED_ROLES, type Member, ORGANIZATIONS, STRICT, signInTo } from '../kit/members.ts'
import { signIn } from '../kit/people.ts'

const CLAIMS: Record<Role, string> = { manager: 'owner', member: 'dev', reader: 'viewer' }

const everyRole = (accountId: string) =>
  Promise.all(ROLES.map(async role => [role, await signInTo(accountId, { role: CLAIMS[role] })] as const))

interface Operation {
  security?: object[]
  description?: string
  'x-required-role'?: Role
}

/** The operations of the session scope, as the document publishes them. */
async function sessionRoutes(app: App) {
  const { paths } = (await app.inject('/api/openapi.json')).json()
  return Object.entries(paths as Record<string, Record<string, Operation>>).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { security = [] }]) => security.some(scheme => 'SessionToken' in scheme))
      .map(([method, operation]) => ({ path, method: method.toUpperCase() as HTTPMethods, operation })),
  )
}

t.test('every session route requires the role that the document publishes, and rejects lower ones', async t => {
  const app = await build(t, CLAIMED_ROLES)
  const routes = await sessionRoutes(app)
  t.ok(routes.length >= 14, `${routes.length} routes`)
  for (const [role, person] of await everyRole('org_7'))
    for (const { path, method, operation } of routes) {
      const needed = operation['x-required-role'] as Role
      const onlyReads = method === 'GET' || path === '/api/v1/sign-out'
      t.equal(needed === 'reader', onlyReads, `${method} ${path} publishes ${needed}`)
      t.equal(operation.description?.includes('Requires the role'), needed !== 'reader', 'and says it')
      const reply = await call(app, { as: person, method, url: path.replaceAll(/\{\w+\}/g, () => randomUUID()) })
      const isAllowed = ROLES.indexOf(role) <= ROLES.indexOf(needed)
      const { error } = reply.json()
      const isRejected = error?.code === 'insufficient_role'
      t.equal(isRejected, !isAllowed, `${role}: ${method} ${path}: ${reply.body}`)
      if (isRejected) t.match(error, { details: { role, needed } })
    }
})

t.test('a member changes, rotates, revokes and reports only keys that they created', async t => {
  const app = await build(t, CLAIMED_ROLES)
  const [[, manager], [, ada], [, reader]] = (await everyRole('org_7')) as [
    [Role, Member],
    [Role, Member],
    [Role, Member],
  ]
  const bob = await signInTo('org_7', { role: 'dev' })
  const CHANGES: [method: HTTPMethods, path: string, payload?: object][] = [
    ['PATCH', '', { scopes: ['read'] }],
    ['PATCH', '', { name: 'mine' }],
    ['POST', '/rotation', {}],
    ['DELETE', '/rotation', {}],
    ['POST', '/leak', {}],
    ['DELETE', '', {}],
  ]
  const before = await createKey(app, ada)
  for (const [method, path, payload = {}] of CHANGES) {
    const ask = (as: Member) => call(app, { as, method, payload, url: `/api/v1/keys/${before.id}${path}` })
    t.match((await ask(bob)).json(), {
      error: { code: 'insufficient_role', details: { role: 'member', needed: 'manager' } },
    })
    t.match((await ask(reader)).json(), { error: { code: 'insufficient_role', details: { role: 'reader' } } })
  }
  t.match((await call(app, { as: bob, url: `/api/v1/keys/${before.id}` })).json(), { status: 'active', name: 'a key' })
  for (const as of [ada, manager])
    for (const [method, path, payload = {}] of CHANGES) {
      const { id } = as === ada && method === 'DELETE' && path === '' ? before : await createKey(app, ada)
      if (method === 'DELETE' && path) await call(app, { as, method: 'POST', url: `/api/v1/keys/${id}/rotation` })
      const reply = await call(app, { as, method, payload, url: `/api/v1/keys/${id}${path}` })
      t.ok(reply.statusCode < 300, `${method} ${path}: ${reply.body}`)
    }
  t.equal((await revoke(app, bob, randomUUID())).statusCode, 404, 'a missing key is not found')
  t.equal(
    (await revoke(app, bob, (await createKey(app, await signIn())).id)).statusCode,
    404,
    'nor is another account’s',
  )
})

t.test('a member’s bulk revocation leaves the keys of others alone', async t => {
  const app = await build(t, CLAIMED_ROLES)
  const [ada, bob] = [await signInTo('org_7', { role: 'dev' }), await signInTo('org_7', { role: 'dev' })]
  const [own, other] = [await createKey(app, ada), await createKey(app, bob)]
  const many = async (payload: object) =>
    (await call(app, { as: ada, method: 'POST', url: '/api/v1/keys/revocations', payload })).json()
  t.match(await many({ ids: [other.id] }), { revoked: 0, not_found: 1 })
  t.match(await many({ filter: { all: true }, dry_run: true }), { revoked: 1 })
  t.match(await many({ filter: { all: true } }), { revoked: 1 })
  t.match((await call(app, { as: ada, url: `/api/v1/keys/${other.id}` })).json(), { status: 'active' })
  t.match((await call(app, { as: ada, url: `/api/v1/keys/${own.id}` })).json(), { status: 'revoked' })
})

const roleOf = async (app: App, as: Member) => (await call(app, { as, url: '/api/v1/session' })).json().role

t.test('the role is the highest that the claim names, and anything else is a reader', async t => {
  const app = await build(t, { ...CLAIMED_ROLES, SESSION_ROLE: '/app_metadata/missing,/app_metadata/role' })
  const CASES: [claim: unknown, role: Role][] = [
    ['owner', 'manager'],
    ['admin', 'manager'],
    ['dev', 'member'],
    [['viewer', 'dev'], 'member'],
    [['dev', 'owner'], 'manager'],
    ['Owner', 'reader'],
    ['owner ', 'reader'],
    ['owner|admin', 'reader'],
    ['', 'reader'],
    [[], 'reader'],
    [[['owner']], 'reader'],
    [{ owner: true }, 'reader'],
    [true, 'reader'],
    [null, 'reader'],
    [undefined, 'reader'],
    ['__proto__', 'reader'],
  ]
  for (const [claim, role] of CASES)
    t.equal(await roleOf(app, await signInTo('org_7', { role: claim })), role, JSON.stringify(claim))
})

t.test('the account’s own person is its manager, whatever the claim and the table say', async t => {
  for (const settings of [CLAIMED_ROLES, STRICT]) {
    const app = await build(t, settings)
    const personId = randomUUID()
    const person = await signInTo(personId, { personId, role: 'viewer' })
    t.equal(await roleOf(app, person), 'manager')
    t.equal(
      (await call(app, { as: person, method: 'POST', url: '/api/v1/keys', payload: { name: 'x' } })).statusCode,
      201,
    )
  }
})

t.test('without roles, everyone in an account is a manager, as before', async t => {
  const app = await build(t, ORGANIZATIONS)
  t.equal(await roleOf(app, await signInTo('org_7', { role: 'viewer' })), 'manager')
})

t.test('with MEMBERS=strict the table alone decides, at once on every instance', async t => {
  const { apps, db } = await buildInstances(t, 2, STRICT)
  const [first, second] = apps as [App, App]
  const ada = await signInTo('org_7', { role: 'owner' })
  const state = async (app: App) => {
    const { error, role } = (await call(app, { as: ada, url: '/api/v1/session' })).json()
    return error?.code ?? role
  }
  t.equal(await state(first), 'not_a_member')
  const { id: account_id } = await db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
  const row = { account_id, person: ada.personId, added_by: 'operator' }
  await db.insertInto('members').values(row).execute()
  t.equal(await state(second), 'not_a_member', 'a label alone gives no right')
  for (const role of ROLES) {
    await db.updateTable('members').set({ role }).execute()
    for (const app of [first, second]) t.equal(await state(app), role)
  }
  await db.updateTable('members').set({ role: 'manager', departed_at: new Date(), departed_by: 'operator' }).execute()
  for (const app of [first, second]) t.equal(await state(app), 'not_a_member')
})

t.test('one member cannot use up the session window of another', async t => {
  const app = await build(t, { ...ORGANIZATIONS, SESSION_LIMIT_PER_MINUTE: '1' })
  const [ada, bob] = [await signInTo('org_7'), await signInTo('org_7')]
  const ask = async (as: Member) => (await call(app, { as, url: '/api/v1/session' })).statusCode
  t.same([await ask(ada), await ask(ada), await ask(bob)], [200, 429, 200])
  t.equal(await ask(await signInTo('org_8', { personId: ada.personId })), 200, 'nor one of the same ID elsewhere')
})

t.test('people are shown by the label of their session, which is stored when they create a key', async t => {
  const app = await build(t, CLAIMED_ROLES)
  const ada = await signInTo('org_7', { role: 'dev', email: 'ada@example.com' })
  await call(app, { as: ada, url: '/api/v1/session' })
  t.same(await app.db.selectFrom('members').selectAll().execute(), [], 'reading stores nothing')
  const { id } = await createKey(app, ada)
  t.match((await call(app, { as: ada, url: `/api/v1/keys/${id}` })).json(), { created_by_label: 'ada@example.com' })
  const again = await signInTo('org_7', { ...ada, role: 'dev', email: 'ada@example.org' })
  await call(app, { as: again, method: 'POST', url: `/api/v1/keys/${id}/rotation` })
  const rows = await app.db.selectFrom('members').select(['person', 'role', 'label', 'departed_at']).execute()
  t.same(rows, [{ person: ada.personId, role: null, label: 'ada@example.org', departed_at: null }])
})
