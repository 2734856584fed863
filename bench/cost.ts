import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Actor } from '../auth/actor.ts'
import { authorizeUses } from '../db/authorize.ts'
import { openDatabase } from '../db/connection/client.ts'
import { statements } from '../db/connection/statements.ts'
import { revokeKey } from '../db/keys/revoke.ts'
import type { Tables } from '../db/tables.ts'
import { flushActivity, flushUsage } from '../db/usage/flush.ts'
import { onServer } from './databases.ts'
import { openUnlimited, seed } from './seed.ts'

/**
 * Measures the resources that PostgreSQL uses per use and per revocation, and the size of what it stores. The server
 * must run on this machine and serve nothing else: the CPU time of its processes is read from /proc, and all WAL
 * counts.
 */
const ACCOUNTS = 2_000
const KEYS = 40_000
const SECONDS = 8
const TICK_US = 10_000

interface SeededKey {
  keyId: string
  accountId: string
  digest: string
}

const { DATABASE_URL } = process.env
if (!DATABASE_URL) throw new Error('set DATABASE_URL to a PostgreSQL server of this machine')
const url = new URL(DATABASE_URL)
url.pathname = '/keyward_bench_cost'
await onServer(DATABASE_URL, 'drop database if exists keyward_bench_cost with (force)')
await onServer(DATABASE_URL, 'create database keyward_bench_cost')
const owner = await openUnlimited(url.href)
await seed(owner, { accounts: ACCOUNTS, keys: KEYS, out: '/dev/null' })
// Ordered by digest, so that consecutive keys belong to different accounts.
const { rows: keys } = await sql<SeededKey>`
  select id as "keyId", account_id as "accountId", encode(digest, 'hex') as digest
  from api_keys order by digest`.execute(owner)
const say = (...cells: (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`)

const db = await openDatabase({ databaseUrl: url.href, dataDir: '', databasePoolMax: 1 })
let roundTrips = 0
const ignore = () => {}
const counter = { start: () => void roundTrips++, end: ignore, asyncStart: ignore, asyncEnd: ignore, error: ignore }
statements.subscribe(counter)

say('', 'CPU, its connection', 'CPU, all of PostgreSQL', 'WAL', 'round trips')
say('---', '---', '---', '---', '---')
let next = 0
const following = () => keys[next++ % keys.length] as SeededKey
for (const size of [1, 10, 100, 500])
  await measure(`a use, in batches of ${size}`, size, () =>
    authorizeUses(
      db,
      Array.from({ length: size }, () => [{ digest: following().digest, requirement: null, cost: 1, counts: true }]),
    ),
  )
const [{ keyId, accountId }, events] = [keys[0] as SeededKey, await sizeOf('audit_events')]
const name = `user:${accountId}` as const
const actor: Actor = {
  ...{ name, requestId: `req_${keyId}`, sessionId: accountId, sessionName: null, ip: '192.0.2.1' },
  ...{ service: null, actingFor: null },
}
next = 0
const revoked = await measure('a revocation', 1, () =>
  revokeKey(db, following(), { actor, reason: 'rotation: quarterly key refresh' }),
)
statements.unsubscribe(counter)
await storage(events, revoked)
await db.destroy()
await owner.destroy()

/** Repeats a statement for some seconds. @returns the number of executions */
async function measure(title: string, size: number, run: () => Promise<unknown>) {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  const pid = Number(rows[0]?.pid)
  for (let warm = 0; warm < 20; warm++) await run()
  const [own, all, wal] = [await cpuUs([pid]), await cpuUs(await processes()), await walBytes()]
  roundTrips = 0
  const end = performance.now() + SECONDS * 1000
  let count = 0
  for (; performance.now() < end; count++) await run()
  const trips = roundTrips
  const each = (value: number) => value / count / size
  const spent = { own: (await cpuUs([pid])) - own, all: (await cpuUs(await processes())) - all }
  const written = (await walBytes()) - wal
  say(
    title,
    `${each(spent.own).toFixed(1)} µs`,
    `${each(spent.all).toFixed(1)} µs`,
    `${Math.round(each(written))} B`,
    each(trips).toPrecision(1),
  )
  return count + 20
}

/** The processes of the server, including background processes. */
async function processes() {
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity where pid <> pg_backend_pid()
    and (backend_type <> 'client backend' or application_name like 'keyward/%')`.execute(owner)
  return rows.map(({ pid }) => pid)
}

/** The user and system CPU time of processes. A process that has ended counts as 0. */
async function cpuUs(pids: readonly number[]) {
  const stats = await Promise.all(pids.map(pid => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')))
  const ticks = stats.map(stat => stat.split(') ')[1]?.split(' ') ?? []).map(one => Number(one[11]) + Number(one[12]))
  return ticks.reduce((sum, one) => sum + (one || 0), 0) * TICK_US
}

async function walBytes() {
  const { rows } = await sql<{ bytes: string }>`select pg_current_wal_insert_lsn() - '0/0' as bytes`.execute(owner)
  return Number(rows[0]?.bytes)
}

async function sizeOf(table: keyof Tables) {
  const { rows } = await sql<{ bytes: string }>`select pg_total_relation_size(${table}) as bytes`.execute(owner)
  return Number(rows[0]?.bytes)
}

/** Fills the growing tables, and prints the size of a row of each, including indexes. */
const NO_REJECTIONS = { rejected: 0, limited: 0, insufficient: 0, outOfScope: 0, blocked: 0 }

async function storage(eventsBefore: number, revoked: number) {
  const now = Date.now()
  const hours = Array.from({ length: 24 }, (_, hour) => now - (now % 3_600_000) - hour * 3_600_000)
  for (let from = 0; from < keys.length; from += 2_000) {
    const some = keys.slice(from, from + 2_000)
    await flushActivity(
      owner,
      some.map(({ keyId }) => ({ keyId, firstUsedMs: now, lastUsedMs: now, lastRejectedMs: 0, ...NO_REJECTIONS })),
    )
    for (const hourMs of hours)
      await flushUsage(
        owner,
        some.map(({ keyId, accountId }) => ({
          keyId,
          accountId,
          hourMs,
          requests: 1,
          extraUnits: 0,
          ...NO_REJECTIONS,
        })),
      )
  }
  say('', 'bytes per row')
  say('---', '---')
  say('`audit_events`', Math.round(((await sizeOf('audit_events')) - eventsBefore) / revoked))
  say('`key_usage`', Math.round((await sizeOf('key_usage')) / KEYS / hours.length))
  say('`key_activity`', Math.round((await sizeOf('key_activity')) / KEYS))
  say(
    `\`api_keys\`, ${Math.round((100 * revoked) / KEYS)} % of them revoked`,
    Math.round((await sizeOf('api_keys')) / KEYS),
  )
  say('`accounts`', Math.round((await sizeOf('accounts')) / ACCOUNTS))
  say('`usage_windows`', Math.round((await sizeOf('usage_windows')) / ACCOUNTS))
}
