import t, { type Test } from 'tap'
import { type App, build, call } from '../kit/app.ts'
import { needsPostgres } from '../kit/database.ts'
import { CLAIMED_ROLES, STRICT } from '../kit/members.ts'
import { ADMIN_TOKEN, enter, newLink } from '../kit/portal.ts'

const ORG = 'org_7'
const SETTINGS = { ADMIN_TOKEN, PUBLIC_URL: 'https://keys.example.com' }
const ADA = { person: 'ada', role: 'manager' }

const strict = (t: Test) => build(t, { ...SETTINGS, ...STRICT })

/** The role in which the person of a new link acts, or why they may not. */
async function roleBy(app: App, link: object) {
  const [cookie = ''] = String((await enter(app, (await newLink(app, link)).code)).headers['set-cookie']).split(';')
  const { error, role } = (await call(app, { as: { accountId: ORG, cookie }, url: '/api/v1/session' })).json()
  return error?.code ?? role
}

const operate = (app: App, method: 'POST' | 'PUT', path: string, payload: object) =>
  call(app, {
    method,
    url: `/admin/v1/accounts/${ORG}${path}`,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
    payload,
  })

const members = (app: App) => app.db.selectFrom('members').select(['person', 'role', 'added_by']).execute()

t.test('a link makes its person the first manager of an account in which only members may act', async t => {
  const app = await strict(t)
  t.equal(await roleBy(app, { person: 'bob' }), 'not_a_member', 'without a role, a link adds nobody')
  t.equal(await roleBy(app, { person: 'bob', role: 'member' }), 'not_a_member')
  t.equal(await roleBy(app, ADA), 'manager')
  t.same(await members(app), [{ person: 'ada', role: 'manager', added_by: 'operator' }])
  const events = await app.db.selectFrom('account_events').select(['action', 'actor', 'details']).execute()
  t.match(
    events.filter(({ action }) => action === 'set_member'),
    [{ actor: 'operator', details: { person: 'ada', member_role: { from: null, to: 'manager' } } }],
  )
  t.equal(await roleBy(app, { person: 'bob', role: 'manager' }), 'not_a_member', 'a second one is not added')
})

t.test('no link makes a manager of an account that had one, is suspended, or takes sessions’ roles', async t => {
  const app = await strict(t)
  await newLink(app, { person: 'bob' })
  await operate(app, 'POST', '/suspension', { reason: 'unpaid' })
  t.equal(await roleBy(app, ADA), 'not_a_member')
  await call(app, {
    method: 'DELETE',
    url: `/admin/v1/accounts/${ORG}/suspension`,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
  })
  t.equal(await roleBy(app, ADA), 'manager')
  t.equal((await operate(app, 'POST', '/members/ada/departure', { keys: 'hand_over' })).statusCode, 200)
  t.equal(await roleBy(app, ADA), 'not_a_member', 'a link brings nobody back')
  t.equal(await roleBy(app, { person: 'bob', role: 'manager' }), 'not_a_member')

  const claimed = await build(t, { ...SETTINGS, ...CLAIMED_ROLES })
  t.equal(await roleBy(claimed, ADA), 'manager')
  t.same(await members(claimed), [])
})

t.test('no link brings back a person who departed before they were ever a member', async t => {
  const app = await strict(t)
  await newLink(app, { person: 'bob' })
  t.equal((await operate(app, 'POST', '/members/ada/departure', { keys: 'hand_over' })).statusCode, 200)
  t.equal(await roleBy(app, ADA), 'not_a_member')
  t.match(await members(app), [{ person: 'ada', role: null }])
})

t.test(...needsPostgres('links that name a manager at the same time add one'), async t => {
  const app = await strict(t)
  await newLink(app, { person: 'bob' })
  const people = Array.from({ length: 8 }, (_, nth) => ({ person: `person_${nth}`, role: 'manager' }))
  await Promise.all(people.map(link => newLink(app, link)))
  t.equal((await members(app)).length, 1)
})
