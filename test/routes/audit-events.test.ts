import { randomUUID } from 'node:crypto'
import t from 'tap'
import { build, call, createKey, revoke } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

const app = await build(t)
const alice = await signIn('pro')
interface Event {
  id: string
  action: string
  key_id: string
  reason: string | null
}
const history = async (query = ''): Promise<{ data: Event[]; next_cursor: string | null }> =>
  (await call(app, { as: alice, url: `/api/v1/audit-events?${query}` })).json()

const first = await createKey(app, alice, 'first')
const second = await createKey(app, alice, 'second')
const rename = await call(app, {
  as: alice,
  method: 'PATCH',
  url: `/api/v1/keys/${first.id}`,
  payload: { name: 'renamed' },
})
const revocation = await revoke(app, alice, first.id, 'the first reason')
await revoke(app, alice, first.id, 'the second reason')
await revoke(app, alice, second.id)

const NO_MOMENTS = [
  'from=0000-01-01T00:00:00Z',
  'to=0001-01-01T00:00:00%2B14:00',
  'from=2026-06-30T23:59:60Z',
  'from=yesterday',
  'from=',
  'to=2026-11-23',
  'to=9999-12-31T23:59:59-01:00',
  'q=%00',
]

t.test('the history lists every event, newest first, with actor, address and request ID', async t => {
  const { data, next_cursor } = await history()
  t.same(
    data.map(({ action, key_id, reason }) => [action, key_id, reason]),
    [
      ['revoke', second.id, null],
      ['revoke_repeated', first.id, 'the second reason'],
      ['revoke', first.id, 'the first reason'],
      ['rename', first.id, null],
      ['create', second.id, null],
      ['create', first.id, null],
    ],
  )
  t.equal(next_cursor, null)
  t.match(data[2], {
    id: /^[0-9a-f-]{36}$/,
    at: /^\d{4}-\d\d-\d\dT.*Z$/,
    actor: `user:${alice.accountId}`,
    request_id: revocation.headers['x-request-id'],
    ip: '127.0.0.1',
  })
  t.match(data[3], { request_id: rename.headers['x-request-id'] })
  const row = await app.db
    .selectFrom('audit_events')
    .selectAll()
    .where('id', '=', data[2]?.id ?? '')
    .executeTakeFirstOrThrow()
  const [, payload = ''] = alice.cookie.split('.')
  t.equal(row.session_id, JSON.parse(Buffer.from(payload, 'base64url').toString()).session_id)
})

t.test('the history can be filtered by key and action', async t => {
  t.equal((await history(`key_id=${first.id}`)).data.length, 4)
  t.equal((await history(`key_id=${second.id}&action=revoke`)).data.length, 1)
  t.equal((await history('action=create')).data.length, 2)
  t.equal((await history('action=revoke_repeated')).data.length, 1)
  t.same(await history(`key_id=${randomUUID()}`), { data: [], next_cursor: null })
})

t.test('the history can be searched by reason, present key name, request ID and address', async t => {
  const found = async (text: string) =>
    (await history(`q=${encodeURIComponent(text)}`)).data.map(
      ({ action, key_id }) => `${action} ${key_id === first.id}`,
    )
  t.same(await found('THE FIRST'), ['revoke true'])
  t.same(await found('econ'), ['revoke false', 'revoke_repeated true', 'create false'])
  t.same(await found('Renam'), ['revoke_repeated true', 'revoke true', 'rename true', 'create true'])
  t.same(await found(String(rename.headers['x-request-id'])), ['rename true'])
  const [prefix, last4] = [first.key.slice(0, 16), first.key.slice(-4)]
  for (const known of [first.id, prefix, last4])
    t.equal((await found(known)).length, 4, 'and by what a key is known by')
  t.equal((await found('127.0.0.1')).length, 6)
  for (const text of ['%', '_', 'nothing of the kind', '127.0.0']) t.same(await found(text), [], text)
  t.equal((await found('')).length, 6, 'an empty search box finds all')
})

t.test('the history can be limited to events from one time and before another', async t => {
  const { data } = await history()
  const at = data.map(event => (event as unknown as { at: string }).at)
  const between = async (query: string) => (await history(query)).data.length
  const moment = String(at[2])
  const [before, after] = [at.filter(one => one < moment).length, at.filter(one => one >= moment).length]
  t.equal(await between(`from=${moment}`), after)
  // Responses have milliseconds, so an event may be slightly later than its shown time.
  t.ok((await between(`to=${moment}`)) >= before)
  t.equal(await between(`from=${encodeURIComponent('2000-01-01T00:00:00+02:00')}&to=2001-01-01T00:00:00Z`), 0)
  t.equal(await between(`from=2000-01-01T00:00:00Z&to=9999-01-01T00:00:00Z`), 6)
})

t.test('the history has pages that neither skip nor repeat events', async t => {
  const all = (await history()).data.map(({ id }) => id)
  for (const size of [1, 2, 4]) {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await history(`limit=${size}${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.next_cursor
    }
    t.same(seen, all)
  }
})

t.test('a rejected request records no event', async t => {
  const before = (await history('limit=100')).data.length
  await call(app, { as: alice, method: 'PATCH', url: `/api/v1/keys/${first.id}`, payload: { name: 'x' } })
  await call(app, { as: alice, method: 'DELETE', url: `/api/v1/keys/${first.id}`, payload: { reason: 1 } })
  await call(app, { as: alice, method: 'POST', url: '/api/v1/keys', payload: { name: '' } })
  await revoke(app, alice, randomUUID())
  await revoke(app, await signIn(), second.id)
  t.equal((await history('limit=100')).data.length, before)
})

t.test('an invalid query is rejected', async t => {
  for (const query of [
    'action=delete',
    'action=',
    'key_id=1',
    'key_id=',
    'limit=0',
    'limit=101',
    'cursor=x',
    'x=1',
    ...NO_MOMENTS,
  ])
    t.equal((await call(app, { as: alice, url: `/api/v1/audit-events?${query}` })).statusCode, 400, query)
})
