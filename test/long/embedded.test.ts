import { randomUUID } from 'node:crypto'
import { chmod, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { openDatabase } from '../../db/connection/client.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { ask } from '../kit/http.ts'
import { type Person, signIn } from '../kit/people.ts'
import { asOrdinaryUser } from '../kit/process.ts'
import { dataFolder, preparedFolder, run, type Service, start } from '../kit/service.ts'
import { until } from '../kit/until.ts'

const KILLS = EXHAUSTIVE ? 10 : 1

t.test('data survives a restart', async t => {
  const DATA_DIR = await preparedFolder(t)
  const { cookie } = await signIn('pro')
  const first = await start(t, { DATA_DIR })
  const created = await ask(first, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'kept' } })
  t.equal(created.status, 201)
  t.match(await first.end(), { code: 0, signal: null })

  const second = await start(t, { DATA_DIR })
  t.equal((await ask(second, '/api/v1/me', { key: created.json().key })).json().key.name, 'kept')
  t.equal((await second.end()).code, 0)
})

t.test('a second process on the folder is rejected, and the first continues', async t => {
  const DATA_DIR = await preparedFolder(t)
  const first = await start(t, { DATA_DIR })
  const second = await run(t, 'server.ts', { DATA_DIR, PORT: '0' }).ended
  t.equal(second.code, 1)
  t.match(second.output, `keyward did not start: ${DATA_DIR} is in use by another process`)
  t.notMatch(second.output, /at .*\.ts:\d+/, 'a message and no stack')
  t.equal((await ask(first, '/readyz')).status, 200)
})

for (const [what, lock] of [
  ['empty', (folder: string) => chmod(folder, 0o555)],
  ['in use before', (folder: string) => chmod(join(folder, 'lock'), 0o444).then(() => chmod(folder, 0o555))],
] as const)
  t.test(`a read-only folder that is ${what} is rejected by name`, async t => {
    const before = what === 'in use before'
    const DATA_DIR = await (before ? preparedFolder : dataFolder)(t)
    if (before) await (await start(t, { DATA_DIR })).end()
    await lock(DATA_DIR)
    const { code, output } = await run(t, 'server.ts', { DATA_DIR, PORT: '0' }, { through: asOrdinaryUser }).ended
    await chmod(DATA_DIR, 0o755)
    t.equal(code, 1)
    t.match(output, `keyward did not start: ${DATA_DIR} cannot be written`)
  })

t.test('a folder whose database cannot be opened is unlocked, and can be repaired without a restart', async t => {
  const dataDir = await dataFolder(t)
  const obstacle = join(dataDir, 'postgres')
  await writeFile(obstacle, 'no folder of a database')
  const settings = { dataDir, databasePoolMax: 2 }
  await t.rejects(openDatabase(settings))
  await rm(obstacle)
  const db = await openDatabase(settings)
  t.same(await db.selectFrom('api_keys').selectAll().execute(), [])
  await db.destroy()
})

t.test(`no acknowledged write is lost in ${KILLS} kills`, async t => {
  const DATA_DIR = await preparedFolder(t)
  const settings = { DATA_DIR, SESSION_LIMIT_PER_MINUTE: '100000', LOG_LEVEL: 'warn' }
  const people = await Promise.all(Array.from({ length: 5 }, () => signIn('pro')))
  const acknowledged = { created: new Set<string>(), revoked: new Set<string>() }
  for (let kill = 0; kill < KILLS; kill++) {
    const service = await start(t, settings)
    const writers = people.map(person => createAndRevoke(service, person, acknowledged))
    const enough = acknowledged.revoked.size + people.length
    await until(() => acknowledged.revoked.size >= enough)
    await sleep(Math.random() * 100) // at a random point of the next operations
    await service.end('SIGKILL')
    await Promise.all(writers)
  }
  t.ok(acknowledged.created.size > KILLS, `${acknowledged.created.size} keys were made`)
  t.ok(acknowledged.revoked.size > KILLS, `${acknowledged.revoked.size} of them were revoked`)
  await hasAll(t, DATA_DIR, acknowledged)
})

/** Creates and revokes keys until the service is gone, and records what was acknowledged. */
async function createAndRevoke(
  service: Service,
  { cookie }: Person,
  noted: Record<'created' | 'revoked', Set<string>>,
) {
  try {
    for (;;) {
      const created = await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: randomUUID() } })
      if (created.status !== 201) continue
      const { id } = created.json()
      noted.created.add(id)
      const { status } = await ask(service, `/api/v1/keys/${id}`, { cookie, method: 'DELETE' })
      if (status === 200) noted.revoked.add(id)
    }
  } catch {
    // The connection ended: unanswered operations are undecided.
  }
}

async function hasAll(t: Test, dataDir: string, noted: Record<'created' | 'revoked', Set<string>>) {
  const db = await openDatabase({ dataDir, databasePoolMax: 2 })
  const rows = await db.selectFrom('api_keys').select(['id', 'revoked_at']).execute()
  const events = await db.selectFrom('audit_events').select('key_id').where('action', '=', 'revoke').execute()
  await db.destroy()
  const present = new Set(rows.map(row => row.id))
  const revoked = new Set(rows.filter(row => row.revoked_at).map(row => row.id))
  t.same(
    [...noted.created].filter(id => !present.has(id)),
    [],
    'every key is there',
  )
  t.same(
    [...noted.revoked].filter(id => !revoked.has(id)),
    [],
    'every revocation is there',
  )
  t.equal(events.length, revoked.size, 'with one event each')
}
