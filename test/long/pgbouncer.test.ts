import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { type Cluster, onCluster, queryAt } from '../kit/cluster.ts'
import { ask } from '../kit/http.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'
import { freePort, installed, Program, ROOT } from '../kit/process.ts'
import { dataFolder, run, start } from '../kit/service.ts'

/** PgBouncer does not run as root. */
const AS_ANOTHER = process.getuid?.() === 0 ? ['setpriv', '--reuid', 'nobody', '--clear-groups'] : []

interface Pooler {
  /** The role as which it connects. */
  user: string
  /** The number of its server connections, fewer than the instances have. */
  size: number
  /** Whether it runs the manual's `connect_query` on each connection. */
  isSet: boolean
}

/** @returns the database's address through a PgBouncer */
async function pooled(t: Test, cluster: Cluster, { user, size, isSet }: Pooler) {
  const { port } = new URL(cluster.url)
  const listens = await freePort()
  const manual = await readFile(join(ROOT, 'docs/operating.md'), 'utf8')
  const folder = await dataFolder(t)
  const file = join(folder, 'pgbouncer.ini')
  await writeFile(
    file,
    `[databases]
* = host=127.0.0.1 port=${port} user=${user} ${isSet ? /connect_query='.*'$/m.exec(manual)?.[0] : ''}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listens}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${size}
${/^ignore_startup_parameters = .*$/m.exec(manual)?.[0]}
`,
  )
  await chmod(folder, 0o755)
  await new Program(t, [...AS_ANOTHER, 'pgbouncer', file]).written(/listening on 127/)
  return cluster.url.replace(`:${port}/`, `:${listens}/`)
}

const missing = !installed('pgbouncer') && 'PgBouncer is not installed'
const promise = 'behind transaction pooling a revocation is true everywhere, and limits are exact'

async function keepsIt(t: Test, cluster: Cluster) {
  const env = {
    DATABASE_URL: await pooled(t, cluster, { user: 'postgres', size: 4, isSet: true }),
    MIGRATION_DATABASE_URL: cluster.url,
    DATABASE_POOLING: 'transaction',
    LOG_LEVEL: 'warn',
  }
  const services = await Promise.all([start(t, env), start(t, env), start(t, env)])
  const [first] = services
  t.notMatch(first.output, /a pooler drops/)
  const make = async (tier: 'free' | 'pro') => {
    const { cookie } = await signIn(tier)
    const made = await ask(first, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'pooled' } })
    return { cookie, ...(made.json() as { id: string; key: string }) }
  }
  const everywhere = async (key: string, times = 1) => {
    const places = Array.from({ length: times }, () => services).flat()
    const replies = await Promise.all(places.map(service => ask(service, '/api/v1/me', { key })))
    return replies.map(({ status }) => status).toSorted()
  }
  for (let round = 0; round < 10; round++) {
    const { id, key, cookie } = await make('pro')
    t.same(await everywhere(key, 5), Array(15).fill(200))
    const { status } = await ask(first, `/api/v1/keys/${id}`, { cookie, method: 'DELETE', body: { reason: 'pooled' } })
    t.equal(status, 200)
    t.same(await everywhere(key), [401, 401, 401])
  }
  const { key } = await make('free')
  await roomInTheMinute()
  t.same(await everywhere(key, 5), [...Array(10).fill(200), ...Array(5).fill(429)])
}

onCluster(promise, keepsIt, missing)

/** Copies of keyward's tables on the pooler's connection, in which no key is revoked. */
const HIDE = ['api_keys', 'accounts', 'usage_windows', 'audit_events', 'key_activity', 'key_usage'].map(
  table => `create temp table ${table} as select * from public.${table}`,
)
const REVIVE = 'update pg_temp.api_keys set revoked_at = null, revoked_by = null, revocation_reason = null'

async function hidesNothing(t: Test, cluster: Cluster) {
  await cluster.query('create role keyward login', 'create role keyward_owner login')
  await cluster.query('create database keyward owner keyward_owner')
  const inside = (url: string) => url.replace(/postgres$/, 'keyward')
  const through = inside(await pooled(t, cluster, { user: 'keyward', size: 1, isSet: false }))
  const service = await start(t, {
    DATABASE_URL: through.replace('postgres@', 'keyward@'),
    MIGRATION_DATABASE_URL: inside(cluster.url).replace('postgres@', 'keyward_owner@'),
    DATABASE_POOLING: 'transaction',
    LOG_LEVEL: 'warn',
  })
  t.match(service.output, /a pooler drops keyward's settings \(search_path, /)
  const { cookie } = await signIn('pro')
  const make = async () => {
    const made = await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'hidden' } })
    return made.json() as { id: string; key: string }
  }
  const revoke = ({ id }: { id: string }) => ask(service, `/api/v1/keys/${id}`, { cookie, method: 'DELETE' })
  const [dead, live] = [await make(), await make()]
  t.equal((await revoke(dead)).status, 200)

  for (const statement of HIDE) await t.rejects(queryAt(through, statement), { code: '42501' }, statement)
  // This holds even for a role that was granted again what the migration revoked.
  await queryAt(inside(cluster.url), 'grant temporary on database keyward to public')
  await queryAt(through, ...HIDE, REVIVE)
  const [path] = await queryAt(through, "select 'api_keys'::regclass = 'pg_temp.api_keys'::regclass as hidden")
  t.ok(path.hidden, 'the other tables are what the connection sees first')
  t.equal((await ask(service, '/api/v1/me', { key: dead.key })).status, 401)
  t.equal((await ask(service, '/api/v1/me', { key: live.key })).status, 200)
  t.equal((await revoke(live)).status, 200)
  t.equal((await ask(service, '/api/v1/me', { key: live.key })).status, 401)
  const [row] = await queryAt(inside(cluster.url), 'select count(revoked_at)::int as revoked from api_keys')
  t.equal(row.revoked, 2, 'in the real table')
}

onCluster('temporary tables on a connection that a pooler lends hide nothing', hidesNothing, missing)

async function isRefused(t: Test, cluster: Cluster) {
  await cluster.query("alter database postgres set default_transaction_isolation = 'repeatable read'")
  const env = {
    DATABASE_URL: await pooled(t, cluster, { user: 'postgres', size: 4, isSet: false }),
    MIGRATION_DATABASE_URL: cluster.url,
    DATABASE_POOLING: 'transaction',
    SUPABASE_JWT_SECRET: 'x'.repeat(32),
  }
  const { code, output } = await run(t, 'server.ts', env).ended
  t.equal(code, 1)
  t.match(output, /did not start: the database's default_transaction_isolation is repeatable read and a pooler drops/)
}

onCluster('a pooler that drops the isolation level is refused', isRefused, missing)
