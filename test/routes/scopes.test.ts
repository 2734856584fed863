import { sql } from 'kysely'
import t from 'tap'
import { type App, build, call } from '../kit/app.ts'
import { reopenEarlierFunctions } from '../kit/earlier-release.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { type Person, signIn } from '../kit/people.ts'

const VERIFY_TOKEN = 'a token of the services, 32 characters or more'

const create = (app: App, as: Person, body: object) =>
  call(app, { as, method: 'POST', url: '/api/v1/keys', payload: { name: 'a key', ...body } })
const patch = (app: App, as: Person, id: string, payload: object) =>
  call(app, { as, method: 'PATCH', url: `/api/v1/keys/${id}`, payload })
const use = (app: App, key: string, required?: string | string[]) =>
  app.inject({
    url: '/forward-auth',
    headers: { 'x-api-key': key, ...(required !== undefined && { 'x-required-scope': required }) },
  })
const eventsOf = async (app: App, as: Person, id: string) =>
  (await call(app, { as, url: `/api/v1/audit-events?key_id=${id}` })).json().data
const usedBy = async (app: App, { accountId }: Person) => {
  const row = await app.db.selectFrom('usage_windows').selectAll().where('account_id', '=', accountId).execute()
  return row[0]?.day_used
}

/** Whether a key with some scopes is admitted where others are required. */
const CASES: [scopes: string[] | null, required: string | undefined, status: number][] = [
  [null, undefined, 200],
  [null, 'iocs:read', 200],
  [null, 'iocs:read feeds:read', 200],
  [[], undefined, 200],
  [[], 'iocs:read', 403],
  [['iocs:read'], undefined, 200],
  [['iocs:read'], 'iocs:read', 200],
  [['iocs:read'], 'iocs:write', 403],
  [['iocs:read'], 'iocs', 403],
  [['iocs'], 'iocs:read', 403],
  [['iocs:read'], 'iocs:read iocs:write', 403],
  [['iocs:write', 'iocs:read'], 'iocs:read iocs:write', 200],
  [['iocs:read', 'x'], 'iocs:read iocs:read', 200],
]

t.test('a key is valid where it has every required scope, and rejections consume nothing', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  await roomInTheMinute()
  let admitted = 0
  for (const [scopes, required, status] of CASES) {
    const { key } = (await create(app, alice, { scopes })).json()
    const reply = await use(app, key, required)
    t.equal(reply.statusCode, status, `${JSON.stringify(scopes)} for ${required}`)
    if (status === 200) {
      admitted++
      t.equal(reply.headers['x-scopes'], scopes === null ? '*' : scopes.join(' '))
      continue
    }
    t.match(reply.json().error, { code: 'insufficient_scope', details: { required: required?.split(' ') } })
    t.equal(reply.headers['www-authenticate'], `Bearer error="insufficient_scope", scope="${required}"`)
    t.match(reply.headers, { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': String(1000 - admitted) })
  }
  t.equal(await usedBy(app, alice), admitted)
})

t.test('a malformed requirement is rejected for every key', async t => {
  const app = await build(t)
  const { key } = (await create(app, await signIn('pro'), {})).json()
  const many = Array.from({ length: 51 }, (_, at) => `s${at}`).join(' ')
  const bad = ['', ' ', 'a  b', 'a,b', 'A', '*', 'a b ', 'ä', 'x'.repeat(65), many, ['a', 'b']]
  for (const required of bad)
    t.match((await use(app, key, required)).json().error, { code: 'validation_error' }, JSON.stringify(required))
})

t.test('requests with one key and different requirements are decided separately in one batch', async t => {
  const app = await build(t)
  const { key } = (await create(app, await signIn('pro'), { scopes: ['a', 'b'] })).json()
  const required = ['a', 'c', 'a b', 'b c', undefined, 'b']
  const replies = await Promise.all(required.map(one => use(app, key, one)))
  t.same(
    replies.map(({ statusCode }) => statusCode),
    [200, 403, 200, 403, 200, 200],
  )
})

t.test('scopes and a description are set, shown, changed with an event, and copied by a rotation', async t => {
  const app = await build(t, { VERIFY_TOKEN })
  const alice = await signIn('pro')
  const made = await create(app, alice, { scopes: ['b', 'a', 'b'], description: 'of the SIEM\nin Graz' })
  const { id, key } = made.json()
  t.match(made.json(), { scopes: ['b', 'a'], description: 'of the SIEM\nin Graz' })
  t.same((await app.inject({ url: '/api/v1/me', headers: { 'x-api-key': key } })).json().key.scopes, ['b', 'a'])

  const changed = await patch(app, alice, id, { scopes: ['c'], description: null, name: 'renamed' })
  t.match(changed.json(), { id, scopes: ['c'], description: null, name: 'renamed' })
  t.equal((await use(app, key, 'a')).statusCode, 403, 'from the answer on')
  t.equal((await use(app, key, 'c')).statusCode, 200)
  const byAction = Object.fromEntries(
    (await eventsOf(app, alice, id)).map(({ action, details }: { action: string; details: object }) => [
      action,
      details,
    ]),
  )
  t.same(byAction, {
    create: null,
    rename: { name: { from: 'a key', to: 'renamed' } },
    change_scopes: { scopes: { from: ['b', 'a'], to: ['c'] } },
    change_description: { description: { from: 'of the SIEM\nin Graz', to: null } },
  })
  t.match((await patch(app, alice, id, { scopes: null })).json(), { scopes: null })
  t.match((await patch(app, alice, id, { scopes: [] })).json(), { scopes: [] })
  await patch(app, alice, id, { description: 'kept' })
  const successor = await call(app, { as: alice, method: 'POST', url: `/api/v1/keys/${id}/rotation` })
  t.match(successor.json(), { scopes: [], description: 'kept', replaces: id })
})

t.test('unknown and malformed scopes are rejected', async t => {
  const app = await build(t, { SCOPES: 'iocs:read, feeds:read' })
  const alice = await signIn('pro')
  const { id } = (await create(app, alice, { scopes: ['feeds:read'] })).json()
  const bad = [['iocs:write'], ['iocs:read', 'x'], ['Iocs:read'], ['*'], [''], 'iocs:read', [1], [null], {}]
  for (const scopes of bad)
    for (const reply of [await create(app, alice, { scopes }), await patch(app, alice, id, { scopes })])
      t.match(reply.json().error, { code: 'validation_error' }, JSON.stringify(scopes))
  const free = await build(t)
  const many = Array.from({ length: 51 }, (_, at) => `s${at}`)
  t.equal((await create(free, alice, { scopes: many })).statusCode, 400)
  t.equal((await create(free, alice, { scopes: many.slice(1) })).statusCode, 201)
  t.equal((await create(free, alice, { description: 'x'.repeat(501) })).statusCode, 400)
  t.equal((await create(free, alice, { description: 'a\0b' })).statusCode, 400)
})

t.test('a service can require scopes like a gateway', async t => {
  const app = await build(t, { VERIFY_TOKEN })
  const alice = await signIn('pro')
  const { key } = (await create(app, alice, { scopes: ['a'] })).json()
  const verify = async (more: object) =>
    (
      await app.inject({
        method: 'POST',
        url: '/api/v1/verify',
        headers: { authorization: `Bearer ${VERIFY_TOKEN}` },
        payload: { key, ...more },
      })
    ).json()
  t.match(await verify({ scopes: ['a'] }), { valid: true, code: 'valid', key: { scopes: ['a'] } })
  t.match(await verify({ scopes: [] }), { valid: true, code: 'valid' })
  t.match(await verify({}), { valid: true, code: 'valid' })
  t.match(await verify({ scopes: ['a', 'b'] }), {
    valid: false,
    code: 'insufficient_scope',
    account_id: alice.accountId,
  })
  t.equal(await usedBy(app, alice), 3)
})

t.test('an instance of the previous release admits no key that has a list of scopes', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  await reopenEarlierFunctions(app.db, ['authorize_uses', 'authorize_requests'])
  const verdictOf = async (scopes: string[] | null) => {
    const { id } = (await create(app, alice, { scopes })).json()
    const { rows } = await sql<{ old: string; oldest: string }>`
      with one as (select encode(digest, 'hex') as digest from api_keys where id = ${id})
      select (select verdict from authorize_uses(array[digest], '{1}', array[null], '{pro}', '{10}', '{10}')) as old,
        (select verdict from authorize_requests(array[digest], '{1}', '{""}', '{pro}', '{10}', '{10}')) as oldest
      from one`.execute(app.db)
    return rows
  }
  t.same(await verdictOf(null), [{ old: 'valid', oldest: 'valid' }])
  t.same(await verdictOf([]), [{ old: 'insufficient', oldest: 'insufficient' }])
  t.same(await verdictOf(['a']), [{ old: 'insufficient', oldest: 'insufficient' }])
})

t.test('setting the present value changes nothing and records no event', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const facts = { name: 'a key', description: 'what it is for', scopes: ['iocs:read'] }
  const { id } = (await create(app, alice, facts)).json()
  for (const payload of [...Object.entries(facts).map(([fact, value]) => ({ [fact]: value })), facts]) {
    const reply = await patch(app, alice, id, payload)
    t.match([reply.statusCode, reply.json()], [200, { id, ...facts }])
  }
  t.equal((await eventsOf(app, alice, id)).length, 1)
  await call(app, { as: alice, method: 'DELETE', url: `/api/v1/keys/${id}` })
  t.equal((await patch(app, alice, id, { name: 'a key' })).json().error.code, 'key_revoked')
})
