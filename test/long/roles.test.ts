import { migrateDatabase } from '../../db/connection/owner.ts'
import { onCluster, queryAt } from '../kit/cluster.ts'
import { commandsBelow, shell } from '../kit/commands.ts'
import { ask } from '../kit/http.ts'
import { signIn } from '../kit/people.ts'
import { ROOT } from '../kit/process.ts'
import { run, start } from '../kit/service.ts'

const SECRET = { SUPABASE_JWT_SECRET: 'x'.repeat(32) }
const ADMIN_TOKEN = 'the token of the operators of these tests'

const TERMS = {
  tier: 'pro',
  tier_until: '2099-01-01T00:00:00Z',
  tier_after: 'free',
  limits: { minute: 50, until: '2099-01-01T00:00:00Z' },
  metadata: { customer: 1 },
}
const KEY_TERMS = { limits: { minute: 50 }, metadata: { customer: 1 } }

/** Statements that the role of the instances has no privilege for, in addition to the triggers. */
const REFUSED = [
  'truncate audit_events',
  'truncate account_events',
  'delete from account_events',
  'truncate plan_events',
  'delete from plan_events',
  "update plan_events set actor = 'other'",
  'truncate rejected_requests',
  "update rejected_requests set outcome = 'other'",
  "update account_events set actor = 'user:other'",
  'delete from key_windows',
  'delete from members',
  "update api_keys set created_by = 'user:other'",
  'delete from audit_events',
  "update audit_events set actor = 'user:other'",
  'delete from api_keys',
  'truncate api_keys cascade',
  'update api_keys set digest = digest',
  'update api_keys set account_id = account_id',
  'drop table api_keys',
  'alter table api_keys disable trigger all',
  'drop trigger revoked_keys_are_frozen on api_keys',
  'delete from accounts',
  'delete from keyward_migration',
  'create table mine (id int)',
  'create temp table api_keys (id int)',
  `insert into audit_events (account_id, key_id, action, actor, request_id, at)
    values (gen_random_uuid(), gen_random_uuid(), 'create', 'user:other', 'req_1', '2020-01-01')`,
  "update api_keys set created_at = '2020-01-01'",
  `insert into api_keys (account_id, name, public_id, last4, digest, created_at)
    select id, 'old', 'abcdefgh', 'abcd', sha256('x'), '2020-01-01' from accounts`,
  'insert into usage_windows (account_id, minute_used) select id, -1000 from accounts',
  "create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'",
  'set session_replication_role = replica',
]

/** The tables whose old rows an instance deletes. */
const CLEANED = ['portal_sessions', 'rejected_requests']

/** The address of a database for a role: the servers of tests ask for no password. */
const addressOf = (url: string, role: string, database: string) =>
  url.replace('postgres@', `${role}@`).replace(/postgres$/, database)

onCluster('an instance does all of its work by a role that owns nothing', async (t, cluster) => {
  const env = {
    SUPERUSER_URL: cluster.url,
    DATABASE_URL: addressOf(cluster.url, 'keyward', 'keyward'),
    MIGRATION_DATABASE_URL: addressOf(cluster.url, 'keyward_owner', 'keyward'),
  }
  const [create = '', migrate = ''] = await commandsBelow('docs/operating.md', '## Database roles')
  for (const commands of [create, migrate, migrate]) {
    const { code, output } = await shell(t, commands, ROOT, env).ended
    t.equal(code, 0, output)
  }

  const service = await start(t, { DATABASE_URL: env.DATABASE_URL, ADMIN_TOKEN, LOG_LEVEL: 'error' })
  const { cookie, accountId } = await signIn('free')
  const made = await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })
  const { id, key } = made.json()
  const path = `/api/v1/keys/${id}`
  const admin = { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } }
  const account = `/admin/v1/accounts/${accountId}`
  for (const [status, ask_] of [
    [200, () => ask(service, '/readyz')],
    [200, () => ask(service, '/api/v1/session', { cookie })],
    [200, () => ask(service, path, { cookie, method: 'PATCH', body: { name: 'renamed' } })],
    [200, () => ask(service, account, { ...admin, method: 'PUT', body: { tier: 'pro' } })],
    [200, () => ask(service, '/api/v1/me', { key })],
    [200, () => ask(service, '/forward-auth', { key, headers: { 'x-request-cost': '3' } })],
    [200, () => ask(service, `${account}/windows/reset`, { ...admin, method: 'POST' })],
    [200, () => ask(service, account, { ...admin, method: 'PUT', body: TERMS })],
    [200, () => ask(service, `${account}/keys/${id}`, { ...admin, method: 'PATCH', body: KEY_TERMS })],
    [201, () => ask(service, `${path}/rotation`, { cookie, method: 'POST', body: {} })],
    [200, () => ask(service, '/api/v1/me', { key })],
    [200, () => ask(service, account, admin)],
    [200, () => ask(service, `${account}/account-events`, admin)],
    [200, () => ask(service, `${path}/pause`, { cookie, method: 'POST', body: { reason: 'x' } })],
    [200, () => ask(service, `${path}/pause`, { cookie, method: 'DELETE' })],
    [200, () => ask(service, `${account}/suspension`, { ...admin, method: 'POST', body: { reason: 'x' } })],
    [200, () => ask(service, `${account}/suspension`, { ...admin, method: 'DELETE' })],
    [200, () => ask(service, path, { cookie, method: 'DELETE', body: { reason: 'x' } })],
    [200, () => ask(service, path, { cookie, method: 'DELETE' })],
    [401, () => ask(service, '/api/v1/me', { key })],
    [200, () => ask(service, '/api/v1/usage', { cookie })],
    [200, () => ask(service, '/api/v1/audit-events', { cookie })],
  ] as const)
    t.equal((await ask_()).status, status, String(ask_))
  t.equal((await service.end('SIGTERM')).code, 0)
  t.notMatch(service.output, /"level":[4-6]0/, 'including its background jobs')
  const [activity] = await queryAt(env.DATABASE_URL, 'select last_used_at, refused_count from key_activity')
  t.match(activity, { last_used_at: Date, refused_count: '1' })
  const usage = await queryAt(env.DATABASE_URL, 'select sum(extra_units)::int as extra from key_usage')
  t.same(usage, [{ extra: 2 }])

  for (const statement of REFUSED) await t.rejects(queryAt(env.DATABASE_URL, statement), { code: '42501' }, statement)
  for (const statement of [
    'update usage_windows set minute_used = -1',
    'update usage_windows set day_used = -1',
    'update key_usage set requests = -1',
    'update key_usage set extra_units = -1',
    'update key_activity set refused_count = -1',
  ])
    await t.rejects(queryAt(env.DATABASE_URL, statement), { code: '23514' }, statement)
})

/** Defaults that a role can set for itself and that would break something if connections used them. */
const DEFAULTS = [
  "search_path = 'pg_catalog'",
  "default_transaction_isolation = 'repeatable read'",
  "client_min_messages = 'error'",
  "DateStyle = 'German'",
  "extra_float_digits = '-15'",
  "array_nulls = 'off'",
  "statement_timeout = '1ms'",
  "lock_timeout = '1ms'",
]

onCluster('the defaults that a role gives itself have no effect on instances', async (t, cluster) => {
  await cluster.query('create role keyward login', 'create role keyward_owner login')
  await cluster.query('create database keyward owner keyward_owner')
  const env = {
    DATABASE_URL: addressOf(cluster.url, 'keyward', 'keyward'),
    MIGRATION_DATABASE_URL: addressOf(cluster.url, 'keyward_owner', 'keyward'),
  }
  for (const setting of DEFAULTS)
    await queryAt(addressOf(cluster.url, 'keyward', 'postgres'), `alter role keyward set ${setting}`)
  const service = await start(t, { ...env, LOG_LEVEL: 'warn' })
  const { cookie } = await signIn('pro')
  const made = await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })
  const { id, key, created_at } = made.json()
  t.ok(Math.abs(Date.parse(created_at) - Date.now()) < 3_600_000, created_at)
  const uses = await Promise.all(Array.from({ length: 40 }, () => ask(service, '/api/v1/me', { key })))
  t.same(new Set(uses.map(({ status }) => status)), new Set([200]))
  t.equal((await ask(service, `/api/v1/keys/${id}`, { cookie, method: 'DELETE' })).status, 200)
  t.equal((await ask(service, '/api/v1/me', { key })).status, 401)
  t.notMatch(service.output, /"level":[45]0/)
})

onCluster('what the migrating role cannot take away is reported', async (t, cluster) => {
  await cluster.query('create role keyward login', 'create role keyward_owner login', 'create database keyward')
  await queryAt(cluster.url.replace(/postgres$/, 'keyward'), 'grant create on schema public to public')
  const env = {
    DATABASE_URL: addressOf(cluster.url, 'keyward', 'keyward'),
    MIGRATION_DATABASE_URL: addressOf(cluster.url, 'keyward_owner', 'keyward'),
  }
  const { code, output } = await run(t, 'cli/migrate.ts', env).ended
  t.equal(code, 0, output)
  const temporary =
    "the role keyward may create temporary tables (as the database's owner: revoke temporary on database keyward from public)"
  t.match(output, `warning: ${temporary}`)
  t.match(output, 'warning: the role keyward may create tables in public')
  const service = await start(t, { ...env, LOG_LEVEL: 'warn' })
  t.match(service.output, `"reason":"${temporary}","msg":"the database server is not set up well"`)
  await queryAt(cluster.url.replace(/postgres$/, 'keyward'), 'alter database keyward owner to keyward_owner')
  t.match(await run(t, 'cli/migrate.ts', env).ended, { code: 0, output: 'nothing to migrate\n' })
  for (const statement of REFUSED) await t.rejects(queryAt(env.DATABASE_URL, statement), { code: '42501' }, statement)
})

onCluster('what a role had before is taken from it, and a new table would be missed', async (t, cluster) => {
  const DATABASE_URL = addressOf(cluster.url, 'keyward', 'postgres')
  const env = { DATABASE_URL, MIGRATION_DATABASE_URL: cluster.url }
  await cluster.query('create role keyward login')
  t.equal((await run(t, 'cli/migrate.ts', env).ended).code, 0)
  await cluster.query('grant all on all tables in schema public to keyward')
  t.match(await run(t, 'cli/migrate.ts', env).ended, { code: 0, output: 'nothing to migrate\n' })
  const tables = await cluster.query(`select relname as table,
      has_table_privilege('keyward', oid, 'select') as reads,
      has_table_privilege('keyward', oid, 'delete') as deletes,
      has_table_privilege('keyward', oid, 'truncate, references, trigger') as destroys
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`)
  t.ok(tables.length > 6)
  t.same(
    tables.filter(({ table, reads, destroys, deletes }) => !reads || destroys || deletes !== CLEANED.includes(table)),
    [],
  )
})

onCluster(
  'one role that owned everything is parted in two by the commands of docs/operating.md',
  async (t, cluster) => {
    await cluster.query('create role keyward login', 'create database keyward owner keyward')
    const DATABASE_URL = addressOf(cluster.url, 'keyward', 'keyward')
    const before = await start(t, { DATABASE_URL, LOG_LEVEL: 'error' })
    const env = {
      DATABASE_URL,
      SUPERUSER_URL: cluster.url.replace(/postgres$/, 'keyward'),
      MIGRATION_DATABASE_URL: addressOf(cluster.url, 'keyward_owner', 'keyward'),
    }
    const [, migrate = '', part = ''] = await commandsBelow('docs/operating.md', '## Database roles')
    for (const commands of [part, migrate]) {
      const { code, output } = await shell(t, commands, ROOT, env).ended
      t.equal(code, 0, output)
    }
    const after = await start(t, { DATABASE_URL, LOG_LEVEL: 'error' })
    const { cookie } = await signIn('pro')
    for (const service of [before, after])
      t.equal((await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })).status, 201)
    for (const statement of REFUSED) await t.rejects(queryAt(DATABASE_URL, statement), { code: '42501' }, statement)
  },
)

onCluster('instances that have both addresses migrate and grant by themselves, at once', async (t, cluster) => {
  await cluster.query('create role keyward login', 'create role keyward_owner login')
  await cluster.query('create database keyward owner keyward_owner')
  const DATABASE_URL = addressOf(cluster.url, 'keyward', 'keyward')
  const alone = await run(t, 'server.ts', { DATABASE_URL, ...SECRET }).ended
  t.equal(alone.code, 1)
  t.match(alone.output, 'keyward did not start: migrating takes the role that owns the tables: permission denied')

  const MIGRATION_DATABASE_URL = addressOf(cluster.url, 'keyward_owner', 'keyward')
  const addresses = { databaseUrl: DATABASE_URL, migrationDatabaseUrl: MIGRATION_DATABASE_URL }
  const migrations = Array.from({ length: 10 }, () =>
    migrateDatabase({ ...addresses, dataDir: '', databasePoolMax: 1 }),
  )
  t.equal((await Promise.all(migrations)).filter(({ names }) => names.length > 0).length, 1)
  const env = { DATABASE_URL, MIGRATION_DATABASE_URL, LOG_LEVEL: 'error' }
  const services = await Promise.all([1, 2, 3].map(() => start(t, env)))
  for (const service of services) t.equal((await ask(service, '/readyz')).status, 200)
  const [row] = await cluster.query(
    "select array_agg(distinct usename::text) as roles from pg_stat_activity where application_name like 'keyward/%'",
  )
  t.same(row.roles, ['keyward'])
})

onCluster(
  'a server that does not wait for its disk is refused, and one whose commits do not is reported',
  async (t, cluster) => {
    const DATABASE_URL = cluster.url
    await cluster.query('alter system set synchronous_commit = off', 'select pg_reload_conf()')
    const service = await start(t, { DATABASE_URL, LOG_LEVEL: 'warn' })
    await service.written(/"level":40.*"reason":"synchronous_commit is off[^"]*","msg":"the database server/)
    await cluster.query('alter system set fsync = off', 'select pg_reload_conf()')
    const { code, output } = await run(t, 'server.ts', { DATABASE_URL, ...SECRET }).ended
    t.equal(code, 1)
    t.match(output, /^keyward did not start: the database server has fsync=off: /m)
  },
)
