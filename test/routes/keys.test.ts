import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import { sha256 } from '../../auth/api-key.ts'
import { build, call, createKey, revoke, useKey } from '../kit/app.ts'
import { type Person, signIn } from '../kit/people.ts'

const app = await build(t, { SESSION_LIMIT_PER_MINUTE: '1000000' })
const alice = await signIn('pro')
type Shown = { id: string; name: string; status: string }

const post = (payload: object | string, as: Person = alice) =>
  call(app, { as, method: 'POST', url: '/api/v1/keys', payload, headers: { 'content-type': 'application/json' } })
const patch = (id: string, payload: object, as: Person = alice) =>
  call(app, { as, method: 'PATCH', url: `/api/v1/keys/${id}`, payload })
const read = async (id: string) => (await call(app, { as: alice, url: `/api/v1/keys/${id}` })).json()
const list = async (query: string, as: Person = alice): Promise<{ data: Shown[]; next_cursor: string | null }> =>
  (await call(app, { as, url: `/api/v1/keys?${query}` })).json()
const rowOf = (id: string) => app.db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const expire = (id: string) =>
  app.db
    .updateTable('api_keys')
    .set({ expires_at: new Date(0) } as never)
    .where('id', '=', id)
    .execute()

t.test('a new key is shown once, and only its digest is stored', async t => {
  const reply = await post({ name: 'SIEM connector' })
  t.equal(reply.statusCode, 201)
  const { key, ...shown } = reply.json()
  t.equal(reply.headers.location, `/api/v1/keys/${shown.id}`)
  t.match(key, /^sk_live_\w{8}_\w{49}$/)
  t.same(shown, {
    id: shown.id,
    name: 'SIEM connector',
    description: null,
    scopes: null,
    prefix: key.slice(0, 16),
    last4: key.slice(-4),
    status: 'active',
    created_at: shown.created_at,
    created_by: `user:${alice.accountId}`,
    created_by_label: null,
    to_be_rotated: false,
    expires_at: null,
    outside_policy: false,
    last_used_at: null,
    revoked_at: null,
    revoked_by: null,
    revocation_reason: null,
    rejected_count: 0,
    last_rejected_at: null,
    limited_count: 0,
    insufficient_count: 0,
    out_of_scope_count: 0,
    blocked_count: 0,
    refused_count: 0,
    last_refused_at: null,
    paused_at: null,
    paused_by: null,
    pause_reason: null,
    leak: null,
    replaces: null,
    replaced_by: null,
    grace_seconds: null,
    grace_started_at: null,
    limits: null,
    metadata: null,
  })
  t.match(shown.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  t.same(await read(shown.id), shown, 'and never again')
  const row = await rowOf(shown.id)
  t.same(Buffer.from(row.digest), sha256(key))
  t.notOk(JSON.stringify(row).includes(key.slice(17)))
  t.equal(row.account_id, alice.accountId)
  t.equal((await useKey(app, key)).statusCode, 200)
})

const NAMES: [what: string, name: string][] = [
  ['one character', 'x'],
  ['100 characters', 'x'.repeat(100)],
  ['100 characters outside the BMP', '😀'.repeat(100)],
  ['markup', '<img src=x onerror=alert(1)>&amp;"\''],
  ['right to left', 'مفتاح \u202eabc'],
  ['joined emoji', '👩‍👩‍👧‍👦 🏳️‍🌈'],
  ['combining characters', 'Zalgo\u0301\u0302\u0303'],
  ['SQL', "'; drop table api_keys; --"],
  ['wildcards', '%_\\*'],
  ['spaces around', '  a  '],
  ['__proto__', '__proto__'],
]

t.test('a name is stored and shown unchanged, when created and when renamed', async t => {
  const { id } = await createKey(app, alice, 'old')
  for (const [what, name] of NAMES) {
    const created = await post({ name })
    t.equal(created.statusCode, 201, what)
    t.equal(created.json().name, name)
    t.equal((await rowOf(created.json().id)).name, name)
    const renamed = await patch(id, { name })
    t.equal(renamed.statusCode, 200, what)
    t.equal(renamed.json().name, name)
    t.equal((await rowOf(id)).name, name)
    await revoke(app, alice, created.json().id)
  }
})

const NO_NAMES: [what: string, name: unknown][] = [
  ['empty', ''],
  ['spaces only', '   '],
  ['101 characters', 'x'.repeat(101)],
  ['101 characters outside the BMP', '😀'.repeat(101)],
  ['a newline', 'a\nb'],
  ['a tab', 'a\tb'],
  ['NUL', 'a\0b'],
  ['an escape', '\u001b[31m'],
  ['a surrogate alone', '\ud83d'],
  ['nothing but a zero-width space', '\u200b'],
  ['nothing but wide spaces', '\u00a0\u3000'],
  ['nothing but a mark of direction', '\u202e'],
  ['nothing but a Hangul filler', '\u3164'],
  ['nothing but blank Braille', '\u2800'],
  ['a number', 1],
  ['null', null],
  ['an object', {}],
  ['a list', ['a']],
  ['absent', undefined],
]

t.test('an invalid name is rejected, and nothing is written', async t => {
  const { id } = await createKey(app, alice, 'stays')
  const before = await app.db
    .selectFrom('api_keys')
    .select(eb => eb.fn.countAll().as('n'))
    .executeTakeFirst()
  for (const [what, name] of NO_NAMES)
    for (const reply of [await post({ name }), await patch(id, { name: name as string })]) {
      t.equal(reply.statusCode, 400, what)
      const { details } = reply.json().error
      t.ok(details.name ?? details.body, what)
    }
  t.same(
    await app.db
      .selectFrom('api_keys')
      .select(eb => eb.fn.countAll().as('n'))
      .executeTakeFirst(),
    before,
  )
  t.equal((await rowOf(id)).name, 'stays')
})

t.test('an expiry must be in the future, and the key stops working at it', async t => {
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  const { id, key, expires_at } = (await post({ name: 'for an hour', expires_at: soon })).json()
  t.equal(expires_at, soon)
  t.equal((await useKey(app, key)).json().key.expires_at, soon)
  t.equal(
    (await post({ name: 'a', expires_at: '2999-12-31T23:59:59+01:00' })).json().expires_at,
    '2999-12-31T22:59:59.000Z',
  )
  t.equal((await post({ name: 'a', expires_at: null })).json().expires_at, null)
  t.equal((await post({ name: 'a', expires_at: '9999-12-31T23:59:59Z' })).statusCode, 201)

  await expire(id)
  t.equal((await read(id)).status, 'expired')
  t.equal((await useKey(app, key)).json().error.code, 'invalid_api_key')
  t.equal((await patch(id, { name: 'renamed all the same' })).statusCode, 200)
  t.equal((await revoke(app, alice, id, 'permanently')).statusCode, 200)
  t.equal((await read(id)).status, 'revoked')

  const refused = [
    '2020-01-01T00:00:00Z',
    new Date().toISOString(),
    '2027-01-01',
    'tomorrow',
    '',
    1,
    true,
    [],
    '2027-02-30T00:00:00Z',
    '2027-01-01T00:00:00',
    '2027-12-31T23:59:60Z',
    '2027-01-01T00:00:00+05',
    '9999-12-31T23:59:59-00:01',
  ]
  for (const moment of refused) {
    const reply = await post({ name: 'a', expires_at: moment })
    t.equal(reply.statusCode, 400, `${moment}`)
    t.ok(reply.json().error.details.expires_at, `${moment}`)
  }
})

t.test('a revoked key cannot be renamed', async t => {
  const { id } = await createKey(app, alice, 'before')
  await revoke(app, alice, id, 'gone')
  const row = await rowOf(id)
  const refused = await patch(id, { name: 'after' })
  t.equal(refused.statusCode, 409)
  t.equal(refused.json().error.code, 'key_revoked')
  t.equal((await patch(id, { name: 'after' }, await signIn())).statusCode, 404)
  t.equal((await patch(randomUUID(), { name: 'after' })).statusCode, 404)
  t.same(await rowOf(id), row)
})

t.test('the list', async t => {
  const bob = await signIn('pro')
  const made: string[] = []
  for (const name of ['Alpha', 'alphabet', 'BETA', 'Ünïcode', '100% sure', 'a_b', 'gone', 'late'])
    made.push((await createKey(app, bob, name)).id)
  const [gone = '', late = ''] = made.slice(-2)
  await revoke(app, bob, gone, 'gone')
  await expire(late)
  const names = async (query: string) => (await list(query, bob)).data.map(({ name }) => name)

  await t.test('is newest first, including revoked keys', async t => {
    const all = await list('', bob)
    t.same(
      all.data.map(({ id }) => id),
      made.toReversed(),
    )
    t.equal(all.next_cursor, null)
  })
  await t.test('can be filtered by status', async t => {
    t.same(await names('status=revoked'), ['gone'])
    t.same(await names('status=expired'), ['late'])
    t.equal((await names('status=active')).length, 6)
    t.equal((await names('status=all')).length, 8)
  })
  await t.test('can be searched by name, ignoring case and without wildcards', async t => {
    t.same(await names('q=ALPHA'), ['alphabet', 'Alpha'])
    t.same(await names('q=%25'), ['100% sure'])
    t.same(await names('q=_'), ['a_b'])
    t.same(await names(`q=${encodeURIComponent('üNÏ')}`), ['Ünïcode'])
    t.same(await names('q=%5C'), [])
    t.equal((await names('q=')).length, 8, 'an empty search box finds all')
    const { id, ...row } = await rowOf((await list('q=alphabet', bob)).data[0]?.id ?? '')
    const [public_id, last4] = [String(row.public_id), String(row.last4)]
    const known = [id, id.toUpperCase(), `sk_live_${public_id}`, public_id, public_id.slice(0, 4), last4]
    for (const text of known) t.same(await names(`q=${text}`), ['alphabet'], text)
    t.same(await names(`q=${public_id.slice(1)}`), [], 'not by the middle of it')
  })
  await t.test('has pages that neither skip nor repeat keys, even if keys are added in between', async t => {
    for (const size of [1, 3, 8, 100]) {
      const seen: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page = await list(`limit=${size}${cursor && `&cursor=${cursor}`}`, bob)
        t.ok(page.data.length <= size)
        seen.push(...page.data.map(({ id }) => id))
        cursor = page.next_cursor
        if (size === 3) await createKey(app, bob, 'added later')
      }
      t.same(
        seen.filter(id => made.includes(id)),
        made.toReversed(),
        `${size} a page`,
      )
      t.equal(new Set(seen).size, seen.length)
    }
  })
  await t.test('even for keys with the same creation time', async t => {
    const carol = await signIn('pro')
    await createKey(app, carol)
    const values = Array.from({ length: 5 }, (_, at) => ({
      account_id: carol.accountId,
      name: `twin ${at}`,
      public_id: 'abcdefgh',
      last4: 'abcd',
      digest: sha256(`${carol.accountId} ${at}`),
    }))
    await app.db.insertInto('api_keys').values(values).execute()
    const first = await list('limit=2', carol)
    const second = await list(`limit=2&cursor=${first.next_cursor}`, carol)
    const third = await list(`limit=2&cursor=${second.next_cursor}`, carol)
    t.equal(new Set([...first.data, ...second.data, ...third.data].map(({ id }) => id)).size, 6)
    t.equal(third.next_cursor, null)
  })
})

t.test('the list is sorted across pages, with never-used keys and keys without an expiry in their place', async t => {
  const dora = await signIn('pro')
  const ids: Record<string, string> = {}
  for (const name of ['never', 'earlier', 'later', 'never too']) ids[name] = (await createKey(app, dora, name)).id
  const used = (name: string, hours: number) =>
    sql`insert into key_activity (key_id, last_used_at) values (${ids[name]}, now() - make_interval(hours => ${hours}))`
  for (const [name, hours] of [
    ['earlier', 48],
    ['later', 1],
  ] as const)
    await used(name, hours).execute(app.db)
  for (const [name, days] of [
    ['later', 9],
    ['never', 3],
  ] as const)
    await sql`update api_keys set expires_at = now() + make_interval(days => ${days}) where id = ${ids[name]}`.execute(
      app.db,
    )
  for (const [sort, names] of [
    ['-created_at', 'never too, later, earlier, never'],
    ['-last_used_at', 'later, earlier, never…, never…'],
    ['last_used_at', 'never…, never…, earlier, later'],
    ['expires_at', 'never, later, …, …'],
  ] as const) {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await list(`sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`, dora)
      seen.push(...page.data.map(({ name }) => name))
      cursor = page.next_cursor
    }
    t.equal(new Set(seen).size, 4, sort)
    const wanted = names.split(', ')
    for (const [at, name] of wanted.entries())
      if (name.endsWith('…')) t.ok(seen[at]?.startsWith(name.slice(0, -1)), `${sort}: ${seen[at]}`)
      else t.equal(seen[at], name, sort)
  }
})

t.test('keys are counted by status, with revoked and expired keys that are still used', async t => {
  const erin = await signIn('pro')
  const counts = async (query = '') => (await call(app, { as: erin, url: `/api/v1/keys/counts?${query}` })).json()
  const none = { active: 0, retiring: 0, expired: 0, revoked: 0, still_used: 0, to_be_rotated: 0 }
  t.same(await counts(), none)
  const made: string[] = []
  for (const name of ['a', 'b', 'late a', 'gone a', 'gone b', 'rotated'])
    made.push((await createKey(app, erin, name)).id)
  const [, b = '', late = '', gone = '', goneToo = '', rotated = ''] = made
  await expire(late)
  await revoke(app, erin, gone)
  await revoke(app, erin, goneToo)
  await call(app, { as: erin, method: 'POST', url: `/api/v1/keys/${rotated}/rotation`, payload: {} })
  for (const [id, hours] of [
    [late, 1],
    [gone, 23],
    [goneToo, 25],
    [b, 1],
  ] as const)
    await sql`insert into key_activity (key_id, refused_count, last_refused_at)
      values (${id}, 1, now() - make_interval(hours => ${hours}))`.execute(app.db)
  t.same(await counts(), { ...none, active: 3, retiring: 1, expired: 1, revoked: 2, still_used: 2 })
  t.same(await counts('q=GONE'), { ...none, revoked: 2, still_used: 1 })
  t.equal((await call(app, { as: erin, url: '/api/v1/keys/counts?status=active' })).statusCode, 400)
})

t.test('an invalid query is rejected', async t => {
  const bad = [
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=1.5',
    'limit=ten',
    'limit=',
    'limit=Infinity',
    'limit=NaN',
    'limit=1&limit=2',
    'status=',
    'status=ACTIVE',
    'status=deleted',
    'status=active&status=revoked',
    'cursor=1',
    'cursor=',
    `cursor=urn:uuid:${randomUUID()}`,
    `q=${'x'.repeat(101)}`,
    'q=%00',
    'q=a&q=b',
    'sort=name',
    'sort=created_at',
    'sort=',
    'account_id=1',
    '__proto__=1',
  ]
  for (const query of bad) {
    const reply = await call(app, { as: alice, url: `/api/v1/keys?${query}` })
    t.equal(reply.statusCode, 400, query)
    t.equal(reply.json().error.code, 'validation_error')
    t.ok(Object.keys(reply.json().error.details).length > 0)
  }
  t.same((await list(`cursor=${randomUUID()}`)).data, [], 'a cursor that is not there leads nowhere')
})
