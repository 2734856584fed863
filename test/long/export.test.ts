import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { EMBEDDED_VERSION } from '../../db/connection/embedded.ts'
import { onCluster, postgresPrograms, queryAt } from '../kit/cluster.ts'
import { ask } from '../kit/http.ts'
import { signIn } from '../kit/people.ts'
import { Program } from '../kit/process.ts'
import { dataFolder, preparedFolder, run, start } from '../kit/service.ts'

t.test('a folder of another PostgreSQL version is rejected by name and left unchanged', async t => {
  const DATA_DIR = await dataFolder(t)
  const folder = join(DATA_DIR, 'postgres')
  await mkdir(folder)
  await writeFile(join(folder, 'PG_VERSION'), '17\n')
  const env = { DATA_DIR, PORT: '0' }
  for (const file of ['server.ts', 'cli/export-embedded.ts']) {
    const { code, output } = await run(t, file, env).ended
    t.equal(code, 1)
    t.match(output, `${folder} was written by PostgreSQL 17, and this version of keyward embeds PostgreSQL 18`)
    t.match(output, 'npm run embedded:export')
  }
  t.equal(await readFile(join(folder, 'PG_VERSION'), 'utf8'), '17\n')
})

t.test('the embedded version is the one that new folders have', async t => {
  const folder = await preparedFolder(t)
  t.equal((await readFile(join(folder, 'postgres/PG_VERSION'), 'utf8')).trim(), EMBEDDED_VERSION)
})

t.test('exporting a folder in use is rejected', async t => {
  const DATA_DIR = await preparedFolder(t)
  await start(t, { DATA_DIR })
  const { code, output } = await run(t, 'cli/export-embedded.ts', { DATA_DIR }).ended
  t.equal(code, 1)
  t.match(output, `not exported: ${DATA_DIR} is in use by another process`)
})

onCluster('an exported database works in PostgreSQL, including revoked keys', async (t, cluster) => {
  const DATA_DIR = await preparedFolder(t)
  const { cookie } = await signIn('pro')
  const embedded = await start(t, { DATA_DIR })
  const create = async (name: string) =>
    (await ask(embedded, '/api/v1/keys', { cookie, method: 'POST', body: { name } })).json()
  const [good, revoked] = [await create('a \\ and a "quote"'), await create('gone')]
  t.equal((await ask(embedded, '/api/v1/me', { key: good.key })).status, 200)
  const body = { reason: 'stolen;\nor so' }
  t.equal((await ask(embedded, `/api/v1/keys/${revoked.id}`, { cookie, method: 'DELETE', body })).status, 200)
  t.equal((await embedded.end()).code, 0)

  const file = join(DATA_DIR, 'keyward.sql')
  const { code, output } = await run(t, 'cli/export-embedded.ts', { DATA_DIR }).ended
  t.equal(code, 0, output)
  await writeFile(file, output)
  await queryAt(cluster.url, 'create database keyward')
  const DATABASE_URL = cluster.url.replace(/postgres$/, 'keyward')
  t.equal((await run(t, 'cli/migrate.ts', { DATABASE_URL }).ended).code, 0)
  // The server may be configured so that psql finds no table without its schema.
  await queryAt(cluster.url, 'alter database keyward set search_path = pg_catalog')
  const restore = () => new Program(t, [join(postgresPrograms(), 'psql'), DATABASE_URL, '-f', file]).ended
  t.match(await restore(), { code: 0 })
  const again = await restore()
  t.not(again.code, 0, 'a second time is refused')
  t.match(again.output, 'this database already has accounts')

  const service = await start(t, { DATABASE_URL, LOG_LEVEL: 'warn' })
  const me = await ask(service, '/api/v1/me', { key: good.key })
  t.match(me.json(), { key: { id: good.id, name: good.name }, limits: { day: { remaining: 999_998 } } })
  t.equal((await ask(service, '/api/v1/me', { key: revoked.key })).status, 401)
  const listed = await ask(service, `/api/v1/keys/${revoked.id}`, { cookie })
  t.match(listed.json(), { status: 'revoked', revocation_reason: body.reason })
  const history = await ask(service, '/api/v1/audit-events', { cookie })
  t.same(
    history
      .json()
      .data.map(({ action }: { action: string }) => action)
      .sort(),
    ['create', 'create', 'revoke'],
  )
})
