import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { Kysely, PostgresDialect, sql } from 'kysely'
import t from 'tap'
import { openEmbedded } from '../../db/connection/embedded.ts'
import { migrate } from '../../db/migrate.ts'
import { onCluster, queryAt } from '../kit/cluster.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { ask } from '../kit/http.ts'
import { freePort } from '../kit/process.ts'
import { dataFolder, preparedFolder, run, start } from '../kit/service.ts'

const ROUNDS = EXHAUSTIVE ? 3 : 1
const NAMES = readdirSync(new URL('../../db/migrations', import.meta.url))
  .map(file => file.replace('.ts', ''))
  .sort()

onCluster('three instances that start at once on an empty database migrate it once', async (t, cluster) => {
  for (let round = 0; round < ROUNDS; round++) {
    const name = `round_${round}`
    await cluster.query(`create database ${name}`)
    const DATABASE_URL = cluster.url.replace(/postgres$/, name)
    const services = await Promise.all([1, 2, 3].map(() => start(t, { DATABASE_URL })))
    for (const service of services) t.equal((await ask(service, '/readyz')).status, 200)
    const applied = await queryAt(DATABASE_URL, 'select name from keyward_migration order by name')
    t.same(
      applied.map(row => row.name),
      NAMES,
    )
    await Promise.all(services.map(service => service.end()))
  }
})

t.test('npm run migrate reports what it did, and needs no identity provider', async t => {
  const DATA_DIR = await dataFolder(t)
  const first = await run(t, 'cli/migrate.ts', { DATA_DIR }).ended
  t.match(first, { code: 0, output: `migrated: ${NAMES.join(', ')}\nfeatures of this release: open\n` })
  t.match(await run(t, 'cli/migrate.ts', { DATA_DIR }).ended, { code: 0, output: 'nothing to migrate\n' })
})

t.test('npm run migrate names an invalid setting, but not its value', async t => {
  const { code, output } = await run(t, 'cli/migrate.ts', { DATABASE_URL: 'mysql://keyward:a-password@db' }).ended
  t.equal(code, 1)
  t.match(output, /^not migrated: invalid setting: DATABASE_URL [^\n]*\n$/)
  t.notMatch(output, 'a-password')
})

t.test('npm run migrate reports that the database is unreachable', async t => {
  const port = await freePort()
  const DATABASE_URL = `postgres://keyward:a-password@127.0.0.1:${port}/keyward`
  const output = `not migrated: the database is unreachable: connect ECONNREFUSED 127.0.0.1:${port}\n`
  t.match(await run(t, 'cli/migrate.ts', { DATABASE_URL }).ended, { code: 1, output })
})

t.test('a server that goes away before the first migration is unreachable, not a failed migration', async t => {
  const connect = () => Promise.reject(new Error('connection terminated'))
  const db = new Kysely({ dialect: new PostgresDialect({ pool: { connect, end: async () => {} } as never }) })
  await t.rejects(migrate(db), { message: 'the database is unreachable', cause: { message: 'connection terminated' } })
})

t.test('a failed migration is reported by name, and its run is rolled back', async t => {
  const DATA_DIR = await dataFolder(t)
  const open = async () => new Kysely<unknown>({ dialect: new PostgresDialect({ pool: await openEmbedded(DATA_DIR) }) })
  const before = await open()
  await sql`create table audit_events (id int)`.execute(before)
  await before.destroy()

  const { code, output } = await run(t, 'cli/migrate.ts', { DATA_DIR }).ended
  t.equal(code, 1)
  t.equal(output, 'not migrated: migration 001-keys failed: relation "audit_events" already exists\n')

  const after = await open()
  const { rows } = await sql<{ name: string | null }>`select to_regclass('api_keys') as name`.execute(after)
  await after.destroy()
  t.same(rows, [{ name: null }], 'the tables that came before it in the migration are not there')
})

t.test('a database of a newer version is reported as such, and left unchanged', async t => {
  const DATA_DIR = await preparedFolder(t)
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: await openEmbedded(DATA_DIR) }) })
  await sql`insert into keyward_migration (name, timestamp) values ('999-newer', now()::text)`.execute(db)
  await db.destroy()
  const { code, output } = await run(t, 'cli/migrate.ts', { DATA_DIR }).ended
  t.equal(code, 1)
  t.match(output, /^not migrated: the database has the schema of another version: [^\n]*999-newer[^\n]*\n$/)
})

t.test('without its database the service ends immediately, with a message that contains no secret', async t => {
  const port = await freePort()
  const DATABASE_URL = `postgres://keyward:a-password@127.0.0.1:${port}/keyward`
  const { code, output } = await run(t, 'server.ts', { DATABASE_URL, SUPABASE_JWT_SECRET: 'x'.repeat(32) }).ended
  t.equal(code, 1)
  t.equal(output, `keyward did not start: the database is unreachable: connect ECONNREFUSED 127.0.0.1:${port}\n`)
})

t.test('startup does not wait for a database that never responds', async t => {
  const silent = createServer(socket => socket.on('error', () => {})).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  t.teardown(() => silent.close())
  const { port } = silent.address() as { port: number }
  const DATABASE_URL = `postgres://127.0.0.1:${port}/keyward`
  const { code, output } = await run(t, 'server.ts', { DATABASE_URL, SUPABASE_JWT_SECRET: 'x'.repeat(32) }).ended
  t.equal(code, 1)
  t.match(output, /keyward did not start: the database is unreachable: .*timeout/)
})
