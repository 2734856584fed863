import { sql } from 'kysely'
import pg from 'pg'
import t from 'tap'
import { type Database, openDatabase } from '../../db/connection/client.ts'
import { openEmbedded } from '../../db/connection/embedded.ts'
import { asKysely } from '../../db/connection/pools.ts'
import { APPLICATION_NAME, RELEASE } from '../../db/release.ts'
import { finishUpgrade, isFinished } from '../../db/upgrade.ts'
import { build } from '../kit/app.ts'
import { needsPostgres } from '../kit/database.ts'
import { preparedFolder, run } from '../kit/service.ts'

/** Puts a database into the state of a rolling upgrade. */
const unfinish = (db: Database) => db.updateTable('upgrades').set({ finished_at: null }).execute()

const EARLIER = sql`select from authorize_requests('{}', '{}', '{}', '{}', '{}', '{}')`

t.test('a new database is finished: its features are open, and the earlier functions are closed', async t => {
  const { db } = await build(t)
  t.equal(await isFinished(db), true)
  await t.rejects(EARLIER.execute(db), { code: '57P03', message: /earlier release/ })
  await t.rejects(sql`select from decide_uses('{}', '{}', '{}', '{}', '{}', '{}', '{}')`.execute(db), { code: '57P03' })
})

t.test(...needsPostgres('the connections of an instance carry its release'), async t => {
  const { db } = await build(t)
  const { rows } = await sql<{ name: string }>`
    select current_setting('application_name') as name`.execute(db)
  t.same(rows, [{ name: `keyward/${RELEASE}` }])
})

t.test(
  ...needsPostgres('an upgrade is finished once, and only after instances of other releases have disconnected'),
  async t => {
    const { db, databaseUrl = '' } = await build(t)
    await unfinish(db)
    const migrate = (...args: string[]) => run(t, 'cli/migrate.ts', { DATABASE_URL: databaseUrl }, { args }).ended
    t.match(await migrate(), { code: 0, output: 'nothing to migrate\nfeatures of this release: closed; ' })

    const others = ['keyward', 'keyward/0.0.1', 'keyward-exporter', APPLICATION_NAME].map(
      application_name => new pg.Client({ connectionString: databaseUrl, application_name }),
    )
    for (const other of others) await other.connect()
    t.match(await migrate('--finish'), {
      code: 1,
      output:
        'not migrated: instances of another release are connected: keyward (1), keyward/0.0.1 (1); stop them first\n',
    })
    t.equal(await isFinished(db), false)

    for (const other of others) await other.end()
    t.match(await migrate('--finish'), { code: 0, output: 'features of this release: open\n' })
    t.equal(await isFinished(db), true)
    const finished = await db.selectFrom('upgrades').selectAll().execute()
    t.match(await migrate('--finish'), { code: 0, output: 'features of this release: open\n' })
    t.same(await db.selectFrom('upgrades').selectAll().execute(), finished, 'a repeat changes nothing')
  },
)

t.test('finishing closes the functions of earlier releases with any arguments', async t => {
  const { db } = await build(t)
  await unfinish(db)
  await sql`drop function authorize_uses`.execute(db)
  await sql`create function authorize_uses(digests text[]) returns table (entry bigint, verdict text) language sql
    as $$ select 1::bigint, 'valid' $$`.execute(db)
  const use = () => sql`select * from authorize_uses('{}')`.execute(db)
  t.match(await use(), { rows: [{ verdict: 'valid' }] })
  await finishUpgrade(db)
  t.equal(await isFinished(db), true)
  await t.rejects(use(), { code: '57P03' })
})

t.test('the embedded database, which one process has open, is finished as soon as it is migrated', async t => {
  const DATA_DIR = await preparedFolder(t)
  const before = asKysely(await openEmbedded(DATA_DIR))
  await unfinish(before)
  await before.destroy()
  t.match(await run(t, 'cli/migrate.ts', { DATA_DIR }).ended, { output: 'features of this release: open\n' })

  const again = asKysely(await openEmbedded(DATA_DIR))
  await unfinish(again)
  await again.destroy()
  const service = await openDatabase({ dataDir: DATA_DIR, databasePoolMax: 1 })
  t.equal(await isFinished(service), true)
  await service.destroy()
})
