import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import { operator, system } from '../../auth/actor.ts'
import { revokeInBatches, revokeMatching } from '../../db/keys/revoke-many.ts'
import { subjectOf } from '../../db/keys/subject.ts'
import { type App, build, buildInstances, call, createKey, revoke, useKey } from '../kit/app.ts'
import { isWaiting, needsPostgres, ownConnection } from '../kit/database.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { type Person, signIn } from '../kit/people.ts'
import { until } from '../kit/until.ts'

const URL = '/api/v1/keys/revocations'
const OPERATOR = 'an operator token of 32 characters'

const revokeMany = (
  app: App | Awaited<ReturnType<typeof buildInstances>>['apps'][number],
  as: Person,
  payload: object,
) => call(app, { as, method: 'POST', url: URL, payload })

const asOperator = (app: App, payload: object) =>
  call(app, { method: 'POST', url: '/admin/v1/revocations', payload, headers: { authorization: `Bearer ${OPERATOR}` } })

/** Keys of one person, by their names. */
async function make<Name extends string>(app: App, person: Person, ...names: Name[]) {
  const keys = {} as Record<Name, { id: string; key: string }>
  for (const name of names) keys[name] = await createKey(app, person, name)
  return keys
}

const namesAlive = async ({ db }: Pick<App, 'db'>) =>
  (await db.selectFrom('api_keys').select('name').where('revoked_at', 'is', null).orderBy('name').execute()).map(
    ({ name }) => name,
  )

const eventsOf = async ({ db }: Pick<App, 'db'>, action: 'revoke' | 'revoke_repeated') =>
  (
    await db.selectFrom('audit_events').select(['key_id', 'actor', 'reason']).where('action', '=', action).execute()
  ).sort((a, b) => a.key_id.localeCompare(b.key_id))

t.test('keys listed by ID are revoked when the request is answered, with one event and one log line each', async t => {
  const log: string[] = []
  const app = await build(t, { LOG_LEVEL: 'silent' }, { log: { write: line => log.push(line) } })
  const [alice, mallory] = [await signIn('pro'), await signIn('pro')]
  const mine = await make(app, alice, 'one', 'two', 'before', 'kept')
  const foreign = await createKey(app, mallory, 'foreign')
  await revoke(app, alice, mine.before.id, 'first')
  log.length = 0

  const ids = [mine.one.id, mine.two.id.toUpperCase(), mine.one.id, mine.before.id, foreign.id, randomUUID()]
  const reply = await revokeMany(app, alice, { ids, reason: 'the build server was broken into' })
  t.equal(reply.statusCode, 200)
  t.same(reply.json(), { dry_run: false, revoked: 2, already_revoked: 1, complete: true, not_found: 2 })
  for (const name of ['one', 'two', 'before'] as const) t.equal((await useKey(app, mine[name].key)).statusCode, 401)
  for (const { key } of [mine.kept, foreign]) t.equal((await useKey(app, key)).statusCode, 200)

  const reason = 'the build server was broken into'
  const actor = `user:${alice.accountId}`
  t.same(
    (await eventsOf(app, 'revoke')).filter(event => event.reason === reason),
    [mine.one.id, mine.two.id].sort().map(key_id => ({ key_id, actor, reason })),
  )
  t.same(await eventsOf(app, 'revoke_repeated'), [{ key_id: mine.before.id, actor, reason }])
  const lines = log.map(line => JSON.parse(line))
  t.same(lines.map(line => line.key_id).sort(), [mine.one.id, mine.two.id, mine.before.id].sort())
  t.equal(lines.find(line => line.key_id === mine.before.id).reason, 'first', 'a repeat tells the first facts')
})

t.test('a filter selects the unrevoked keys that meet all of its conditions', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const keys = await make(app, alice, 'CI old', 'ci new', 'old', 'used', 'ci used')
  const set = (name: keyof typeof keys, days: number) =>
    sql`update api_keys set created_at = now() - make_interval(days => ${days}) where id = ${keys[name].id}`.execute(
      app.db,
    )
  for (const name of ['CI old', 'old', 'used', 'ci used'] as const) await set(name, 100)
  await sql`insert into key_activity (key_id, last_used_at) values
    (${keys['ci used'].id}, now() - interval '1 day'), (${keys.used.id}, now() - interval '95 days')`.execute(app.db)
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

  const counted = async (filter: object) =>
    (await revokeMany(app, alice, { filter, dry_run: true })).json().revoked as number
  t.equal(await counted({ all: true }), 5)
  t.equal(await counted({ created_before: ago(50) }), 4)
  t.equal(await counted({ created_after: ago(50) }), 1)
  t.equal(await counted({ not_used_since: ago(90) }), 3, 'used before then, or made before then and never used')
  t.equal(await counted({ name_contains: 'CI' }), 3)
  t.equal(await counted({ name_contains: '%' }), 0)
  t.equal((await namesAlive(app)).length, 5, 'a dry run revokes nothing')

  const filter = { not_used_since: ago(90), name_contains: 'ci' }
  t.same((await revokeMany(app, alice, { filter })).json(), {
    dry_run: false,
    revoked: 1,
    already_revoked: 0,
    complete: true,
    not_found: 0,
  })
  t.same(await namesAlive(app), ['ci new', 'ci used', 'old', 'used'])
  t.equal((await revokeMany(app, alice, { filter })).json().revoked, 0, 'a repeat finds none')
  t.equal((await revokeMany(app, await signIn('pro'), { filter: { all: true } })).json().revoked, 0)
})

t.test('a dry run counts keys and shows the most used ones', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  const keys = await make(app, alice, 'busy', 'quiet', 'unused', 'dead')
  await revoke(app, alice, keys.dead.id)
  await sql`insert into key_usage (key_id, hour, requests) values
    (${keys.busy.id}, date_trunc('hour', now()), 30), (${keys.busy.id}, now() - interval '3 days', 12),
    (${keys.busy.id}, now() - interval '8 days', 100), (${keys.quiet.id}, now() - interval '2 days', 1),
    (${keys.dead.id}, now() - interval '2 days', 500)`.execute(app.db)
  await sql`insert into key_usage (key_id, hour, requests, rejected) values
    (${keys.unused.id}, date_trunc('hour', now()), 0, 9)`.execute(app.db)
  const ids = Object.values(keys).map(({ id }) => id)
  t.same((await revokeMany(app, alice, { ids, dry_run: true })).json(), {
    dry_run: true,
    revoked: 3,
    already_revoked: 1,
    complete: true,
    not_found: 0,
    most_used: [
      { id: keys.busy.id, name: 'busy', requests_last_day: 30, requests_last_week: 42 },
      { id: keys.quiet.id, name: 'quiet', requests_last_day: 0, requests_last_week: 1 },
    ],
  })
  t.equal((await eventsOf(app, 'revoke')).length, 1)
})

t.test('an operator’s address is recorded if the proxy sends it', async t => {
  const app = await build(t, { ADMIN_TOKEN: OPERATOR, TRUST_PROXY: '127.0.0.1' })
  const { a, b } = await make(app, await signIn('pro'), 'a', 'b')
  const revokeFrom = async (from: string, { id }: { id: string }) =>
    app.inject({
      method: 'POST',
      url: '/admin/v1/revocations',
      headers: { authorization: `Bearer ${OPERATOR}`, 'x-forwarded-for': from },
      payload: { ids: [id] },
    })
  await revokeFrom('203.0.113.7', a)
  await revokeFrom('unknown', b)
  t.match((await revokeFrom('unknown', b)).json(), { revoked: 0, already_revoked: 1, complete: true })
  const { rows } = await sql`select host(ip) as ip from audit_events where action = 'revoke' order by at`.execute(
    app.db,
  )
  t.same(rows, [{ ip: '203.0.113.7' }, { ip: '127.0.0.1' }], 'what is not an address is the proxy’s own')
})

t.test('an ambiguous selection is 400 and revokes nothing', async t => {
  const app = await build(t, { ADMIN_TOKEN: OPERATOR })
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  const bad = {
    'nothing named': {},
    'ids and a filter': { ids: [id], filter: { all: true } },
    'no id': { ids: [] },
    'no id at all': { ids: ['not-a-uuid'] },
    'ids null': { ids: null },
    'an id as text': { ids: id },
    'too many ids': { ids: Array.from({ length: 1_001 }, () => id) },
    'an empty filter': { filter: {} },
    'all: false': { filter: { all: false } },
    'all, narrowed down': { filter: { all: true, name_contains: 'a' } },
    'all, before a time': { filter: { all: true, created_before: '2026-01-01T00:00:00Z' } },
    'no time': { filter: { not_used_since: 'yesterday' } },
    'a time without an offset': { filter: { created_after: '2026-01-01T00:00:00' } },
    'a leap second': { filter: { created_before: '2016-12-31T23:59:60Z' } },
    'a name of nothing': { filter: { name_contains: '' } },
    'a name with NUL': { filter: { name_contains: '\u0000' } },
    'a member that is misspelled': { filter: { unused_since: '2026-01-01T00:00:00Z' } },
    'a dry run by text': { ids: [id], dry_run: 'yes' },
    'a reason too long': { ids: [id], reason: 'x'.repeat(501) },
    'another account': { ids: [id], account_id: alice.accountId },
  }
  for (const [name, payload] of Object.entries(bad)) {
    t.equal((await revokeMany(app, alice, payload)).statusCode, 400, name)
    if (name !== 'another account') t.equal((await asOperator(app, payload)).statusCode, 400, name)
  }
  t.equal((await call(app, { method: 'POST', url: URL, payload: { ids: [id] } })).statusCode, 401)
  t.equal((await call(app, { method: 'POST', url: '/admin/v1/revocations', payload: { ids: [id] } })).statusCode, 401)
  t.equal((await namesAlive(app)).length, 1)
})

t.test('the session’s limit does not delay a revocation', async t => {
  const app = await build(t, { SESSION_LIMIT_PER_MINUTE: '2' })
  const alice = await signIn('pro')
  await createKey(app, alice)
  for (let at = 0; at < 3; at++) await call(app, { as: alice, url: '/api/v1/keys' })
  t.equal((await call(app, { as: alice, url: '/api/v1/keys' })).statusCode, 429)
  t.equal((await revokeMany(app, alice, { filter: { all: true } })).json().revoked, 1)
})

t.test('beyond the session’s limit, a request that revokes nothing is 429 and records nothing', async t => {
  await roomInTheMinute()
  const lines: string[] = []
  const app = await build(t, { SESSION_LIMIT_PER_MINUTE: '3' }, { log: { write: line => lines.push(line) } })
  const alice = await signIn('pro')
  const { a, b, c } = await make(app, alice, 'a', 'b', 'c')
  const some = [a.id, b.id]
  t.match((await revokeMany(app, alice, { ids: some })).json(), { revoked: 2 }, 'it is never refused what lives')
  lines.length = 0
  for (const payload of [{ ids: some }, { ids: [randomUUID()] }, { ids: [c.id], dry_run: true }]) {
    const refused = await revokeMany(app, alice, payload)
    t.equal(refused.statusCode, 429, JSON.stringify(payload))
    t.match(refused.json().error, { code: 'rate_limit_exceeded', details: { window: 'minute', limit: 3 } })
  }
  t.same(await eventsOf(app, 'revoke_repeated'), [])
  t.notOk(lines.some(line => line.includes('keyward.revoked')))

  t.match((await revokeMany(app, alice, { ids: [...some, c.id] })).json(), { revoked: 1, already_revoked: 2 })
  t.equal((await useKey(app, c.key)).statusCode, 401)
  t.equal((await eventsOf(app, 'revoke_repeated')).length, 1, 'what revokes a key is recorded whole')
  t.equal(lines.filter(line => line.includes('keyward.revoked')).length, 3)
  const all = await revokeMany(app, alice, { filter: { all: true } })
  t.match(all.json(), { revoked: 0, complete: true }, 'that none is left is always said')
})

t.test('beyond the session’s limit, a repeat for one key is 200, durable, and records no event', async t => {
  await roomInTheMinute()
  const lines: string[] = []
  const app = await build(t, { SESSION_LIMIT_PER_MINUTE: '2' }, { log: { write: line => lines.push(line) } })
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  await revoke(app, alice, id, 'first')
  const leak = () => call(app, { as: alice, method: 'POST', url: `/api/v1/keys/${id}/leak`, payload: {} })
  for (const repeat of [() => revoke(app, alice, id, 'again'), leak]) {
    lines.length = 0
    const before = await locksOf(app, id)
    const reply = await repeat()
    t.equal(reply.statusCode, 200)
    t.equal(reply.json().message, 'API key was already revoked')
    t.not(await locksOf(app, id), before, 'its transaction wrote to the row, so its commit waits for the disk')
    t.match(
      lines.filter(line => line.includes('keyward.revoked')).map(line => JSON.parse(line).reason),
      ['first'],
    )
  }
  t.same(await eventsOf(app, 'revoke_repeated'), [])
})

/** The transaction that last locked the row of a key. Locking writes to the WAL, for which a commit waits. */
const locksOf = async ({ db }: App, id: string) =>
  (await sql<{ xmax: string }>`select xmax::text from api_keys where id = ${id}`.execute(db)).rows[0]?.xmax

t.test('a repeat for many keys is one event that counts them', async t => {
  const app = await build(t, { ADMIN_TOKEN: OPERATOR })
  const [alice, bob] = [await signIn('pro'), await signIn('pro')]
  const { a, b, c } = await make(app, alice, 'a', 'b', 'c')
  const [d, e] = [await createKey(app, bob), await createKey(app, bob)]
  const mine = [a.id, b.id, c.id]
  await revokeMany(app, alice, { ids: mine })
  t.match((await revokeMany(app, alice, { ids: mine, reason: 'again' })).json(), { revoked: 0, already_revoked: 3 })
  const history = async (person: Person, query = '') =>
    (await call(app, { as: person, url: `/api/v1/audit-events?action=revoke_repeated${query}` })).json().data
  const [first = ''] = mine.toSorted()
  const event = { key_id: first, actor: `user:${alice.accountId}`, reason: 'again', details: { keys: 3 } }
  t.match(await history(alice), [event])
  t.match(await history(alice, `&key_id=${first}`), [event])

  await asOperator(app, { ids: [d.id] })
  t.match((await asOperator(app, { ids: [...mine, d.id, e.id] })).json(), { revoked: 1, already_revoked: 4 })
  t.match(await history(alice), [{ actor: 'operator', details: { keys: 3 } }, event], 'one for each account')
  t.match(await history(bob), [{ key_id: d.id, details: null }], 'a single key needs no count')
  t.equal((await eventsOf(app, 'revoke')).length, 5)
})

t.test('working keys are revoked before expired ones, and the response says whether keys are left', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  await createKey(app, alice, 'an account')
  await addKeys(app, alice, { count: 200, prefix: 'over', expiresAt: 'yesterday' })
  await addKeys(app, alice, { count: 3, prefix: 'live' })
  const selection = subjectOf(alice.accountId, { filter: {} })
  const actor = system('req_test')
  const batches: number[] = []
  const upTo = (until: number) =>
    revokeMatching(app.db, selection, { change: { actor, reason: null }, until }, async batch => {
      batches.push(batch.steps.length)
    })
  t.equal(await upTo(performance.now() - 1), false)
  t.equal(batches.length, 1, 'one batch is always revoked, however late it is')
  t.same(
    (await namesAlive(app)).filter(name => !name.startsWith('over')),
    [],
  )
  t.equal(await upTo(Number.POSITIVE_INFINITY), true)
  t.same(await namesAlive(app), [])
})

const MANY = EXHAUSTIVE ? 50_000 : 3_000

t.test(`an account with ${MANY} unrevoked keys revokes all of them`, { timeout: 400_000 }, async t => {
  const app = await build(t, { SESSION_LIMIT_PER_MINUTE: '1' })
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice, 'an account')
  await addKeys(app, alice, { count: MANY - 100, prefix: 'over', expiresAt: 'yesterday' })
  await addKeys(app, alice, { count: 99, prefix: 'live' })
  let [revoked, requests, complete] = [0, 0, false]
  for (; !complete && requests < 10_000; requests++) {
    const reply = await revokeMany(app, alice, { filter: { all: true }, reason: 'a stolen session' })
    if (reply.statusCode === 503) continue // a busy machine; some may have been revoked
    t.equal(reply.statusCode, 200)
    revoked += reply.json().revoked
    complete = reply.json().complete
    if (requests === 0)
      t.same(
        (await namesAlive(app)).filter(name => !name.startsWith('over')),
        [],
        'live keys first',
      )
  }
  t.ok(complete)
  t.same(await namesAlive(app), [])
  t.comment(`${requests} requests`)
  const events = await eventsOf(app, 'revoke')
  t.equal(events.length, MANY, 'each is recorded once')
  t.ok(revoked <= MANY)
  t.equal((await call(app, { as: alice, url: `/api/v1/keys/${id}` })).statusCode, 429, 'beyond the session’s limit')
})

interface Added {
  count: number
  prefix: string
  expiresAt?: string
}

/** Inserts keys directly; none of them can be presented. */
async function addKeys({ db }: App, { accountId }: Person, { count, prefix, expiresAt }: Added) {
  for (let from = 1; from <= count; from += 1_000)
    await sql`insert into api_keys (account_id, name, public_id, last4, digest, created_at, expires_at)
      select ${accountId}, ${prefix} || n, '00000000', '0000', sha256((${prefix} || n)::bytea),
        now() - interval '2 days', ${expiresAt ?? null}::timestamptz
      from generate_series(${from}::int, ${Math.min(from + 999, count)}::int) n`.execute(db)
}

t.test('an operator revokes keys of one or all accounts', async t => {
  const app = await build(t, { ADMIN_TOKEN: OPERATOR })
  const [alice, bob] = [await signIn('pro'), await signIn('free')]
  const { a, b } = await make(app, alice, 'a', 'b')
  const { c } = await make(app, bob, 'c')
  const one = await asOperator(app, { account_id: alice.accountId.toUpperCase(), ids: [a.id, c.id], reason: 'leaked' })
  t.same(one.json(), { dry_run: false, revoked: 1, already_revoked: 0, not_found: 1, complete: true })
  t.equal((await asOperator(app, { filter: { all: true }, dry_run: true })).json().revoked, 2)
  t.same((await asOperator(app, { filter: { all: true } })).json(), {
    dry_run: false,
    revoked: 2,
    already_revoked: 0,
    not_found: 0,
    complete: true,
  })
  for (const { key } of [a, b, c]) t.equal((await useKey(app, key)).statusCode, 401)
  t.equal((await call(app, { as: alice, url: `/api/v1/keys/${a.id}` })).json().revoked_by, 'operator')
  const [event] = (await call(app, { as: alice, url: `/api/v1/audit-events?key_id=${a.id}` })).json().data
  t.match(event, { action: 'revoke', actor: 'operator', reason: 'leaked', ip: '127.0.0.1' })
})

t.test('more keys than fit in a batch are all revoked, once each', async t => {
  const app = await build(t, { ADMIN_TOKEN: OPERATOR })
  const alice = await signIn('pro')
  await createKey(app, alice, 'the first')
  const many = EXHAUSTIVE ? 10_000 : 1_200
  await addKeys(app, alice, { count: many, prefix: 'k' })
  t.same((await asOperator(app, { filter: { name_contains: 'k' } })).json(), {
    dry_run: false,
    revoked: many,
    already_revoked: 0,
    not_found: 0,
    complete: true,
  })
  t.same(await namesAlive(app), ['the first'])
  t.equal((await eventsOf(app, 'revoke')).length, many)
})

t.test('batches end when their time is up, the response says so, and the next request continues', async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  await make(app, alice, 'a', 'b')
  const selection = subjectOf(alice.accountId, { filter: {} })
  const actor = operator('req_test')
  const upTo = (until: number) =>
    revokeInBatches(app.db, selection, { change: { actor, reason: null }, until }, async () => {})
  t.equal(await upTo(performance.now() - 1), false)
  t.same(await namesAlive(app), ['a', 'b'])
  t.equal(await upTo(Number.POSITIVE_INFINITY), true)
  t.same(await namesAlive(app), [])
})

t.test(
  ...needsPostgres('an operator’s request waits longer than others for a locked key, on a separate connection'),
  async t => {
    const app = await build(t, { ADMIN_TOKEN: OPERATOR })
    const alice = await signIn('pro')
    const { id } = await createKey(app, alice)
    const [own, operators] = await ownConnection(t, app)
      .transaction()
      .execute(async holder => {
        await sql`select from api_keys where id = ${id} for update`.execute(holder)
        const requests = [revokeMany(app, alice, { ids: [id] }), asOperator(app, { ids: [id] })] as const
        t.equal((await requests[0]).statusCode, 503)
        return requests
      })
    t.equal((await own).statusCode, 503)
    t.match((await operators).json(), { revoked: 1, complete: true })
  },
)

t.test(...needsPostgres('rows are locked in the order of their IDs, wherever they are stored'), async t => {
  const app = await build(t)
  const alice = await signIn('pro')
  await createKey(app, alice, 'an account')
  // Neither the table nor an index returns the first one first.
  const ids = Array.from({ length: 3 }, () => randomUUID()).sort()
  for (const [at, id] of [ids[2], ids[0], ids[1]].entries())
    await sql`insert into api_keys (id, account_id, name, public_id, last4, digest)
      values (${id}, ${alice.accountId}, 'k', '00000000', '0000', sha256(${String(at)}::text::bytea))`.execute(app.db)
  await ownConnection(t, app)
    .transaction()
    .execute(async trx => {
      await sql`select from api_keys where id = ${ids[0]} for update`.execute(trx)
      const waiting = revokeMany(app, alice, { filter: { name_contains: 'k' } })
      await until(() => isWaiting(trx))
      const { rows } = await sql`select from api_keys where id = any(${ids}::uuid[]) for update skip locked`.execute(
        trx,
      )
      t.equal(rows.length, 3, 'while it waits for the first it holds none of the others')
      await waiting
    })
})

t.test('concurrent revocations of the same keys revoke each key once, without a deadlock', async t => {
  const { apps, db } = await buildInstances(t, 3)
  const app = apps[0] as App
  const alice = await signIn('pro')
  const ids: string[] = []
  for (let at = 0; at < 40; at++) ids.push((await createKey(app, alice, `key ${at}`)).id)
  const rounds = EXHAUSTIVE ? 20 : 5
  const racing = Array.from({ length: rounds }, (_, at) => {
    const instance = apps[at % apps.length] as App
    const some = at % 2 === 0 ? ids : ids.toReversed()
    return [
      revokeMany(instance, alice, { ids: some, reason: `many ${at}` }),
      revoke(instance, alice, ids[at] as string, `one ${at}`),
      revokeMany(instance, alice, { filter: { name_contains: 'key' }, reason: `filter ${at}` }),
    ]
  })
  const statuses = (await Promise.all(racing.flat())).map(({ statusCode }) => statusCode)
  t.ok(statuses.includes(200))
  t.same(
    statuses.filter(status => status !== 200 && status !== 503),
    [],
    'a busy machine may answer 503, and nothing else is an error',
  )
  // A request that got 503 is repeated.
  t.equal((await revokeMany(app, alice, { ids })).statusCode, 200)
  t.same(await namesAlive({ db }), [])
  const events = await eventsOf({ db }, 'revoke')
  t.same(events.map(({ key_id }) => key_id).sort(), ids.toSorted(), 'one revocation a key')
  const rows = await db.selectFrom('api_keys').select(['id', 'revocation_reason']).orderBy('id').execute()
  t.same(
    rows.map(row => [row.id, row.revocation_reason]),
    events.map(event => [event.key_id, event.reason]),
    'the first reason, in the key and in its event',
  )
})
