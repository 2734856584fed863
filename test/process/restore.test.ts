import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Cluster, onCluster, queryAt } from '../kit/cluster.ts'
import { ask } from '../kit/http.ts'
import { type Person, signIn } from '../kit/people.ts'
import { ROOT } from '../kit/process.ts'
import { dataFolder, type Service, start } from '../kit/service.ts'
import { commandsBelow, shell } from './commands.ts'

interface Made {
  id: string
  key: string
}

const create = async (service: Service, { cookie }: Person): Promise<Made> =>
  (await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })).json()

const revoke = (service: Service, { cookie }: Person, { id }: Made, reason: string | null = null) =>
  ask(service, `/api/v1/keys/${id}`, { cookie, method: 'DELETE', body: { reason } })

const statusOf = async (service: Service, { key }: Made) => (await ask(service, '/api/v1/me', { key })).status

/** Waits for the line of a revocation. @returns what it says */
const lineOf = async (service: Service, { id }: Made) =>
  JSON.parse(await service.written(new RegExp(`^\\{.*"key_id":"${id}".*"msg":"keyward.revoked"\\}$`, 'm')))

onCluster('a restored backup revives no key, by the commands of docs/operating.md', async (t, cluster) => {
  const folder = await dataFolder(t)
  await cluster.query('create database restored')
  const env = { DATABASE_URL: cluster.url, NEW_DATABASE_URL: cluster.url.replace(/postgres$/, 'restored') }
  const run = async (commands = '') => {
    const { code, output } = await shell(t, commands.replaceAll('keyward.', `${folder}/keyward.`), ROOT, env).ended
    t.equal(code, 0, output)
    return output.trim()
  }
  const [dump, restore, replay] = await commandsBelow('docs/operating.md', '## Back up and restore')

  const service = await start(t, { DATABASE_URL: cluster.url, LOG_LEVEL: 'silent' })
  const alice = await signIn('pro')
  const [alive, earlier, stolen, rotated] = await Promise.all(Array.from({ length: 4 }, () => create(service, alice)))
  if (!alive || !earlier || !stolen || !rotated) throw new Error('four keys were made')
  await revoke(service, alice, earlier, 'before the backup')
  await run(dump)
  const later = await create(service, alice)
  await revoke(service, alice, stolen, 'the laptop was stolen')
  for (const key of [rotated, later]) await revoke(service, alice, key)
  for (const key of [earlier, stolen, rotated, later]) await lineOf(service, key)
  const facts = 'select id, revoked_at, revoked_by, revocation_reason from api_keys where id <> $1 order by id'
  const query = (url: string) => queryAt(url, facts.replace('$1', `'${later.id}'`))
  const shipped = service.output.replaceAll(/^/gm, '2026-11-24T09:30:00.123456789Z stdout F ')
  await writeFile(join(folder, 'keyward.log'), shipped)

  await run(restore)
  const restored = await start(t, { DATABASE_URL: env.NEW_DATABASE_URL })
  t.equal(await statusOf(restored, stolen), 200, 'the backup has forgotten: the proof can fail')
  t.equal(await run(replay), `unknown: ${later.id}\n2 revoked, 1 already revoked, 1 unknown`)
  for (const key of [earlier, stolen, rotated, later]) t.equal(await statusOf(restored, key), 401)
  t.equal(await statusOf(restored, alive), 200)
  t.same(await query(env.NEW_DATABASE_URL).then(inMilliseconds), await query(cluster.url).then(inMilliseconds))
  t.equal(await run(replay), `unknown: ${later.id}\n0 revoked, 3 already revoked, 1 unknown`, 'it can be repeated')
})

/** The log has the milliseconds that a Date has. */
const inMilliseconds = (rows: { revoked_at: Date | null }[]) =>
  rows.map(row => ({ ...row, revoked_at: row.revoked_at?.toISOString() }))

onCluster('a replay that cannot read a line says so, after it has done the others', async (t, cluster) => {
  const folder = await dataFolder(t)
  const service = await start(t, { DATABASE_URL: cluster.url, LOG_LEVEL: 'silent' })
  const alice = await signIn('pro')
  const key = await create(service, alice)
  await revoke(service, alice, key)
  const line = JSON.stringify(await lineOf(service, key))
  await writeFile(join(folder, 'keyward.log'), `${line}\n${line.slice(0, -2)}\n`)
  const command = `npm run -s revocations:replay <${folder}/keyward.log`
  const { code, output } = await shell(t, command, ROOT, { DATABASE_URL: cluster.url }).ended
  t.equal(code, 1)
  t.match(output, '0 revoked, 1 already revoked, 0 unknown\n')
  t.match(output, 'not all replayed: these lines of the input cannot be read: 2\n')
})

onCluster('a revocation that another one overtakes leaves the line of that one', async (t, cluster) => {
  const service = await start(t, { DATABASE_URL: cluster.url, LOG_LEVEL: 'silent' })
  const alice = await signIn('pro')
  const key = await overtaken(cluster, service, alice)
  const { by, reason, digest } = await lineOf(service, key)
  t.same([by, reason], ['user:first', 'the first reason'])
  t.match(digest, /^[0-9a-f]{64}$/)
})

/** A key that somebody else revokes while its owner's DELETE waits for the row. */
async function overtaken(cluster: Cluster, service: Service, alice: Person): Promise<Made> {
  const other = new pg.Client(cluster.url)
  await other.connect()
  try {
    for (;;) {
      const key = await create(service, alice)
      await other.query('begin')
      await other.query(`update api_keys set revoked_at = now(), revoked_by = 'user:first',
        revocation_reason = 'the first reason' where id = '${key.id}'`)
      const answer = revoke(service, alice, key, 'the second reason')
      const waits = "select from pg_stat_activity where application_name = 'keyward' and wait_event_type = 'Lock'"
      while ((await cluster.query(waits)).length === 0) await sleep(10)
      await other.query('commit')
      // On a busy machine the DELETE may have given up by then.
      if ((await answer).status === 200) return key
    }
  } finally {
    await other.end()
  }
}
