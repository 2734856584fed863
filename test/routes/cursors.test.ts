import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import { build, call, createKey } from '../kit/app.ts'
import { type Person, signIn } from '../kit/people.ts'

const app = await build(t)

interface Page {
  data: { id: string; name?: string }[]
  next_cursor: string
}
const read = async (as: Person, url: string): Promise<Page> => (await call(app, { as, url: `/api/v1/${url}` })).json()
const namesOf = ({ data }: Page) => data.map(({ name }) => name)
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Nine keys of a new account, key 1 used and expiring first. */
async function nineKeys() {
  const person = await signIn('pro')
  const ids: string[] = []
  for (let n = 1; n <= 9; n++) ids.push((await createKey(app, person, `key ${n}`)).id)
  await sql`insert into key_activity (key_id, last_used_at)
    select id, now() - interval '10 days' + n * interval '1 hour' from unnest(${ids}::uuid[]) with ordinality as k (id, n)`.execute(
    app.db,
  )
  await sql`update api_keys set expires_at = now() + k.n * interval '1 day'
    from unnest(${ids}::uuid[]) with ordinality as k (id, n) where api_keys.id = k.id`.execute(app.db)
  return { person, ids }
}

const use = (id: string) => sql`update key_activity set last_used_at = now() where key_id = ${id}`.execute(app.db)
const extend = (id: string) =>
  sql`update api_keys set expires_at = now() + interval '99 days' where id = ${id}`.execute(app.db)

for (const { sort, first, rest, move } of [
  { sort: 'last_used_at', first: [1, 2, 3], rest: [4, 5, 6, 7, 8, 9, 3], move: use },
  { sort: '-last_used_at', first: [9, 8, 7], rest: [6, 5, 4, 3, 2, 1], move: use },
  { sort: 'expires_at', first: [1, 2, 3], rest: [4, 5, 6, 7, 8, 9, 3], move: extend },
])
  t.test(`sort=${sort}: the next page follows the previous one even if that page's last key has moved`, async t => {
    const { person, ids } = await nineKeys()
    const url = `keys?sort=${sort}&limit=3`
    const page = await read(person, url)
    t.same(
      namesOf(page),
      first.map(n => `key ${n}`),
    )
    await move(ids[Number(first.at(-1)) - 1] ?? '')
    const seen: unknown[] = []
    for (let cursor: string | null = page.next_cursor; cursor !== null; ) {
      const next = await read(person, `${url}&cursor=${cursor}`)
      seen.push(...namesOf(next))
      cursor = next.next_cursor
    }
    t.same(
      seen,
      rest.map(n => `key ${n}`),
      'no key that stayed is missing or repeated',
    )
  })

t.test('keys and events a microsecond apart are each on exactly one page', async t => {
  const { person, ids } = await nineKeys()
  const moments = sql`unnest(${ids}::uuid[]) with ordinality as k (id, n)`
  await sql`update api_keys set created_at = '2026-11-30 09:00:00.000001Z'::timestamptz + k.n * interval '1 microsecond'
    from ${moments} where api_keys.id = k.id`.execute(app.db)
  await sql`insert into audit_events (key_id, account_id, action, actor, request_id, at)
    select k.id, ${person.accountId}, 'rename', 'system', 'req_1',
      '2020-11-30 09:00:00.000001Z'::timestamptz + k.n * interval '1 microsecond' from ${moments}`.execute(app.db)
  for (const list of ['keys', 'audit-events']) {
    const all = (await read(person, `${list}?limit=100`)).data.map(({ id }) => id)
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = await read(person, `${list}?limit=1${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.next_cursor
    }
    t.same(seen, all, list)
  }
})

t.test('a cursor of the previous release, the ID of the last row, still leads to the next page', async t => {
  const { person } = await nineKeys()
  for (const list of [
    'keys?limit=9',
    'keys?sort=last_used_at&limit=9',
    'keys?sort=expires_at&limit=9',
    'audit-events?',
  ]) {
    const all = (await read(person, list)).data.map(({ id }) => id)
    for (const cursor of [all[3], all[3]?.toUpperCase()])
      t.same(
        (await read(person, `${list}&cursor=${cursor}`)).data.map(({ id }) => id),
        all.slice(4),
        list,
      )
  }
})

t.test('a cursor that no page of the list returned is 400', async t => {
  const { person } = await nineKeys()
  const id = randomUUID()
  const at = '2026-11-30T09:00:00.000000Z'
  const keys = (await read(person, 'keys?limit=1')).next_cursor
  t.equal((await read(person, `keys?cursor=${encoded(['-created_at', at, id])}`)).data.length, 0, 'this form is valid')
  for (const cursor of [
    'x',
    'bnVsbA',
    encoded([]),
    encoded({}),
    encoded(['-created_at', at]),
    encoded(['-created_at', at, id, id]),
    encoded(['-created_at', at, `${id}'`]),
    encoded(['-created_at', at, 1]),
    encoded(['-created_at', 1, id]),
    encoded(['-created_at', 'now', id]),
    encoded(['-created_at', 'infinity', id]),
    encoded(['-created_at', '2026-02-30T09:00:00.000000Z', id]),
    encoded(['-created_at', '2026-13-01T09:00:00.000000Z', id]),
    encoded(['-created_at', '2026-11-30T24:00:00.000000Z', id]),
    encoded(['-created_at', '0000-11-30T09:00:00.000000Z', id]),
    encoded(['-created_at', '2026-11-30T09:00:00.000Z', id]),
    encoded(['expires_at', at, id]),
    encoded(['-at', at, id]),
    'A'.repeat(201),
  ]) {
    const reply = await call(app, { as: person, url: `/api/v1/keys?cursor=${cursor}` })
    t.equal(reply.statusCode, 400, Buffer.from(cursor, 'base64url').toString())
    t.equal(reply.json().error.code, 'validation_error')
    t.ok('cursor' in reply.json().error.details)
  }
  t.equal((await call(app, { as: person, url: `/api/v1/audit-events?cursor=${keys}` })).statusCode, 400)
  t.equal((await call(app, { as: person, url: `/api/v1/keys?sort=expires_at&cursor=${keys}` })).statusCode, 400)
})

t.test("another account's cursor shows only the caller's own rows", async t => {
  const { person } = await nineKeys()
  const other = await signIn('pro')
  const own = (await createKey(app, other, 'own')).id
  await sql`update api_keys set created_at = now() - interval '1 day' where id = ${own}`.execute(app.db)
  const theirs = (await read(person, 'keys?limit=2')).next_cursor
  t.same(namesOf(await read(other, `keys?cursor=${theirs}`)), ['own'])
  const event = (await read(person, 'audit-events?limit=2')).next_cursor
  for (const { id } of (await read(other, `audit-events?cursor=${event}`)).data)
    t.equal(
      (await app.db.selectFrom('audit_events').select('account_id').where('id', '=', id).executeTakeFirst())
        ?.account_id,
      other.accountId,
    )
})
