import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import t, { type Test } from 'tap'
import type { Database } from '../../db/connection/client.ts'
import type { Tables } from '../../db/tables.ts'
import { openFeatures } from '../../db/upgrade.ts'
import { CHANGE, flushUsage } from '../../db/usage/flush.ts'
import { build, call, createKey, useKey } from '../kit/app.ts'
import { needsPostgres, ownConnection } from '../kit/database.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'
import { until } from '../kit/until.ts'

const ADMIN_TOKEN = 'a token of the operators, 32 characters or more'
const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }

type App = Awaited<ReturnType<typeof build>>
interface Row {
  hour: string
  account_id: string
  key_id: string
  requests: number
  units: number
  rejected: number
}

const start = (t: Test) => build(t, { ADMIN_TOKEN })

const ask = (app: App, query: string, more: Record<string, string> = {}) =>
  app.inject({ url: `/admin/v1/usage${query}`, headers: { ...headers, ...more } })

/** A billing system: it stores rows by hour and key, and its cursor. */
class Reader {
  rows = new Map<string, Row>()
  pages: Row[][] = []
  cursor: string | undefined

  app: App
  since: string

  constructor(app: App, since = '') {
    this.app = app
    this.since = since
  }

  /** Reads until there is no more. @returns the rows, in order */
  async pass() {
    const from = this.pages.length
    for (let more = true; more; ) {
      const reply = await ask(this.app, `?limit=2&${this.cursor ? `cursor=${this.cursor}` : this.since}`)
      if (reply.statusCode !== 200) throw new Error(reply.body)
      const rows = reply.body
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line) as Row)
      this.pages.push(rows)
      for (const row of rows) this.rows.set(`${row.hour} ${row.key_id}`, row)
      this.cursor = String(reply.headers['keyward-next-cursor'])
      more = reply.headers['keyward-more'] === 'true'
    }
    return this.pages.slice(from).flat()
  }

  /** Reads until a key is no longer repeated. Other databases of the server have transactions too, which delay that. */
  async past(keyId: string) {
    await until(async () => !keysOf(await this.pass()).includes(keyId))
  }
}

const HOUR_MS = 3_600_000
const hourMs = Date.now() - (Date.now() % HOUR_MS)
const NONE = { rejected: 0, limited: 0, insufficient: 0, outOfScope: 0, blocked: 0 }
const usage = (keyId: string, requests = 1, more: object = {}) => ({
  keyId,
  accountId: '00000000-0000-4000-8000-000000000001',
  hourMs,
  requests,
  extraUnits: 0,
  ...NONE,
  ...more,
})

/** Moves the last change of keys into the past. */
const changed = (db: Kysely<Tables>, ago: string, keyIds: string[]) =>
  sql`update key_usage set changed_at = date_bin('5 minutes', now() - ${ago}::interval, 'epoch')
    where key_id = any (${keyIds}::uuid[])`.execute(db)

const keysOf = (rows: Row[]) => rows.map(({ key_id }) => key_id)
const ids = (count: number) => Array.from({ length: count }, () => randomUUID()).sort()

t.test('a reader that upserts has the totals of every hour, account and key', async t => {
  const app = await start(t)
  const [alice, bob] = [await signIn('pro'), await signIn('pro')]
  const keys = [await createKey(app, alice), await createKey(app, alice), await createKey(app, bob)]
  const reader = new Reader(app)
  const key = keys[0]?.key ?? ''
  await roomInTheMinute()
  for (const [at, { key }] of keys.entries()) for (let use = 0; use <= at; use++) await useKey(app, key)
  await app.runJob('activity')
  t.equal((await reader.pass()).length, 3)
  t.same(
    reader.pages.map(({ length }) => length),
    [2, 1],
    'in pages',
  )
  const cost = { 'x-api-key': key, 'x-request-cost': '5' }
  t.equal((await app.inject({ url: '/forward-auth', headers: cost })).statusCode, 200)
  await sql`update api_keys set paused_at = now() where id = ${keys[0]?.id}`.execute(app.db)
  await useKey(app, key)
  await app.runJob('activity')
  await reader.pass()

  t.match(
    keys.map(({ id }) => [...reader.rows.values()].find(({ key_id }) => key_id === id)),
    [
      { account_id: alice.accountId, requests: 2, units: 6, rejected: 0, blocked: 1 },
      { account_id: alice.accountId, requests: 2, units: 2 },
      { account_id: bob.accountId, requests: 3, units: 3, limited: 0, insufficient: 0, out_of_scope: 0 },
    ],
  )
  t.equal(reader.rows.size, 3)
  t.match(reader.rows.values().next().value?.hour, /T\d\d:00:00\.000Z$/)
})

t.test('usage comes as JSON Lines or CSV, as the query or the Accept header says', async t => {
  const app = await start(t)
  const alice = await signIn('pro')
  const { id, key } = await createKey(app, alice)
  await useKey(app, key)
  await app.runJob('activity')
  const HEADER = 'hour,account_id,key_id,requests,units,rejected,limited,insufficient,out_of_scope,blocked\r\n'
  const csv = new RegExp(
    `^${HEADER}\\d{4}-\\d\\d-\\d\\dT\\d\\d:00:00\\.000Z,${alice.accountId},${id},1,1,0,0,0,0,0\r\n$`,
  )
  for (const [query, accept, type] of [
    ['', 'text/csv', 'csv'],
    ['', 'application/json, TEXT/CSV;q=0.5', 'csv'],
    ['?format=csv', '*/*', 'csv'],
    ['?format=jsonl', 'text/csv', 'jsonl'],
    ['', '*/*', 'jsonl'],
    ['', 'text/csvx', 'jsonl'],
  ] as const) {
    const reply = await ask(app, query, { accept })
    t.equal(reply.headers.vary, 'accept')
    if (type === 'csv') t.match(reply.body, csv, `${query} ${accept}`)
    else t.match(JSON.parse(reply.body), { account_id: alice.accountId, requests: 1, blocked: 0 })
    const expected = type === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson; charset=utf-8'
    t.equal(reply.headers['content-type'], expected)
  }
  const { headers } = await ask(app, '')
  t.equal((await ask(app, `?format=csv&limit=1&cursor=${headers['keyward-next-cursor']}`)).body.split('\r\n').length, 3)
  await sql`delete from key_usage`.execute(app.db)
  t.equal((await ask(app, '?format=csv')).body, HEADER, 'no rows are a header')
  t.equal((await ask(app, '')).body, '')
})

t.test('usage names the account as clients see it, at the time of use', async t => {
  const app = await start(t)
  const { id } = await createKey(app, await signIn('pro'))
  const accountId = randomUUID()
  await sql`insert into accounts (id, tier, external_id) values (${accountId}, 'pro', '=org_7')`.execute(app.db)
  await flushUsage(app.db, [usage(id, 1, { accountId })])
  t.match(await new Reader(app).pass(), [{ account_id: '=org_7', key_id: id }])
})

t.test('usage that the release before has written is billed to the account of the key', async t => {
  const app = await start(t)
  const alice = await signIn('pro')
  const { id } = await createKey(app, alice)
  await sql`insert into key_usage (key_id, hour, requests, rejected) values (${id}, ${new Date(hourMs)}, 4, 1)`.execute(
    app.db,
  )
  const reader = new Reader(app)
  t.match(await reader.pass(), [{ account_id: alice.accountId, requests: 4, units: 4, rejected: 1, limited: 0 }])
  await flushUsage(app.db, [usage(id, 2)])
  t.match(await reader.pass(), [{ account_id: alice.accountId, requests: 6 }])
})

t.test('a new reader gets what has changed since a time, and all that was counted during an upgrade', async t => {
  const app = await start(t)
  const [before, old, late] = ids(3) as [string, string, string]
  await sql`insert into key_usage (key_id, hour, requests) values (${before}, ${new Date(hourMs)}, 4)`.execute(app.db)
  await flushUsage(app.db, [usage(old), usage(late)])
  await changed(app.db, '3 days', [old])
  await sql`update upgrades set finished_at = now() - interval '9 days'`.execute(app.db)
  const since = async (days: number) => {
    const time = new Date(Date.now() - days * 24 * HOUR_MS).toISOString()
    return keysOf(await new Reader(app, `changed_since=${time}`).pass()).sort()
  }
  t.same(await since(1), [late])
  t.same(await since(3), [late, old].sort(), 'a time within 5 minutes of the change')
  t.same(await since(5), [late, old].sort())
  t.same(await since(10), [before, late, old].sort())
  t.same(await since(-300_000), [])
})

t.test('usage cannot be read for billing until the upgrade is finished', async t => {
  const app = await start(t)
  await sql`update upgrades set finished_at = null where migration = '022-usage-changes'`.execute(app.db)
  for (const query of ['', '?changed_since=2026-01-01T00:00:00Z'])
    t.match((await ask(app, query)).json(), { error: { code: 'upgrade_unfinished' } })
})

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

t.test('a cursor that no response contained is 400', async t => {
  const app = await start(t)
  const mark = [0, '1']
  const after = [0, 0, '00000000-0000-4000-8000-000000000001']
  for (const cursor of [
    'AAAA',
    encoded(null),
    encoded({}),
    encoded(['usage']),
    encoded(['other', null, mark, after]),
    encoded(['usage', 1.5, mark, after]),
    encoded(['usage', '1', mark, after]),
    encoded(['usage', 1e15, mark, after]),
    encoded(['usage', -1, mark, after]),
    encoded(['usage', null, [0], after]),
    encoded(['usage', null, ['0', '1'], after]),
    encoded(['usage', null, [0, '-1'], after]),
    encoded(['usage', null, [0, '99999999999999999999'], after]),
    encoded(['usage', null, mark, {}]),
    encoded(['usage', null, mark, [0, 0, 'x']]),
    encoded(['usage', null, mark, [0, null, after[2]]]),
    encoded(['usage', null, mark, [{}, 0, after[2]]]),
  ])
    t.match((await ask(app, `?cursor=${cursor}`)).json(), {
      error: { code: 'validation_error', details: { cursor: 'must be the Keyward-Next-Cursor of a response' } },
    })
  for (const cursor of [
    ['usage', 0, mark, null],
    ['usage', null, null, [null, 253402300799, after[2]]],
  ])
    t.equal((await ask(app, `?cursor=${encoded(cursor)}`)).statusCode, 200)
  const both = await ask(app, `?changed_since=2026-01-01T00:00:00Z&cursor=${encoded(['usage', null, null, null])}`)
  t.match(both.json(), { error: { details: { changed_since: 'cannot be combined with cursor' } } })
  t.equal((await ask(app, '?changed_since=2026-02-30T00:00:00Z')).statusCode, 400)
  t.equal((await ask(app, '?limit=5001')).statusCode, 400)
})

t.test('a row is repeated for some minutes after its change, and then no more', async t => {
  const app = await start(t)
  const [first, second] = ids(2) as [string, string]
  await flushUsage(app.db, [usage(first), usage(second)])
  const reader = new Reader(app)
  for (let pass = 0; pass < 3; pass++) t.same(keysOf(await reader.pass()), [first, second])
  await changed(app.db, '10 minutes', [first])
  await reader.past(first)
  t.same(keysOf(await reader.pass()), [second])
  await changed(app.db, '1 second', [first])
  t.same(keysOf(await reader.pass()).sort(), [first, second])
})

/** Makes a reader's mark 20 minutes newer, as if it had read then. */
function later(reader: Reader) {
  const [name, start, [at, xid], after] = JSON.parse(Buffer.from(String(reader.cursor), 'base64url').toString())
  reader.cursor = encoded([name, start, [at + 1_200, xid], after])
}

t.test(...needsPostgres('a row that commits long after its change is read, whatever was read before'), async t => {
  const app = await start(t)
  const [held, ...others] = ids(4) as [string, string, string, string]
  const reader = new Reader(app)
  // An instance writes a row, and then waits for its standby.
  await ownConnection(t, app)
    .transaction()
    .execute(async holder => {
      await flushUsage(holder, [usage(held)])
      for (const other of others) {
        await flushUsage(app.db, [usage(other)])
        t.ok(keysOf(await reader.pass()).includes(other), 'it delays no other row')
        later(reader)
      }
    })
  t.ok(keysOf(await reader.pass()).includes(held))
  await reader.past(held)
})

t.test(...needsPostgres('a mark of another server is replaced, and no row is skipped'), async t => {
  const app = await start(t)
  const [id] = ids(1) as [string]
  await flushUsage(app.db, [usage(id)])
  await changed(app.db, '1 day', [id])
  const reader = new Reader(app)
  reader.cursor = encoded(['usage', 0, [Math.floor(Date.now() / 1000), '9000000000000000000'], null])
  for (let pass = 0; pass < 2; pass++) t.same(keysOf(await reader.pass()), [id])
  await reader.past(id)
})

t.test('a change has its transaction ID before its time', async t => {
  const app = await start(t)
  const assigned = sql<{ id: string | null }>`select pg_current_xact_id_if_assigned()::text as id`
  await ownConnection(t, app)
    .transaction()
    .execute(async trx => {
      t.same((await assigned.execute(trx)).rows, [{ id: null }])
      await CHANGE.execute(trx)
      t.match((await assigned.execute(trx)).rows, [{ id: /^\d+$/ }])
    })
})

const indexes = async (db: Database) => {
  const { rows } = await sql<{ isValid: boolean }>`select indisvalid as "isValid" from pg_index
    where indexrelid = to_regclass('key_usage_changes')`.execute(db)
  return rows.map(({ isValid }) => isValid)
}

t.test('finishing an upgrade builds the index of changes, again if that was interrupted', async t => {
  const { db } = await start(t)
  t.same(await indexes(db), [true], 'a new database has it')
  await sql`drop index key_usage_changes`.execute(db)
  await openFeatures(db)
  t.same(await indexes(db), [true])
  await sql`update pg_index set indisvalid = false where indexrelid = 'key_usage_changes'::regclass`.execute(db)
  await openFeatures(db)
  t.same(await indexes(db), [true])
})

t.test('usage for billing is for operators only', async t => {
  const app = await start(t)
  t.equal((await call(app, { as: await signIn('pro'), url: '/admin/v1/usage' })).statusCode, 401)
  t.equal((await app.inject('/admin/v1/usage')).statusCode, 401)
})
