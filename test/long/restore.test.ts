import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { type Cluster, onCluster, queryAt } from '../kit/cluster.ts'
import { commandsBelow, shell } from '../kit/commands.ts'
import { ask } from '../kit/http.ts'
import { type Person, signIn } from '../kit/people.ts'
import { ROOT } from '../kit/process.ts'
import { dataFolder, type Service, start } from '../kit/service.ts'
import { until } from '../kit/until.ts'

const ADMIN_TOKEN = 'a token of the operators, 32 characters or more'

interface Made {
  id: string
  key: string
}

const create = async (service: Service, { cookie }: Person): Promise<Made> =>
  (await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })).json()

const revoke = (service: Service, { cookie }: Person, { id }: Made, reason: string | null = null) =>
  ask(service, `/api/v1/keys/${id}`, { cookie, method: 'DELETE', body: { reason } })

const statusOf = async (service: Service, { key }: Made) => (await ask(service, '/api/v1/me', { key })).status

/** Waits for the line of a revocation. @returns the line */
const lineOf = async (service: Service, { id }: Made) =>
  JSON.parse(await service.written(new RegExp(`^\\{.*"msg":"keyward.revoked","key_id":"${id}".*\\}$`, 'm')))

onCluster('a restored backup reactivates no key, using the commands of docs/operating.md', async (t, cluster) => {
  const folder = await dataFolder(t)
  await cluster.query('create database restored')
  const env = { DATABASE_URL: cluster.url, NEW_DATABASE_URL: cluster.url.replace(/postgres$/, 'restored') }
  const run = async (commands = '') => {
    const { code, output } = await shell(t, commands.replaceAll('keyward.', `${folder}/keyward.`), ROOT, env).ended
    t.equal(code, 0, output)
    return output.trim()
  }
  const [dump, restore, replay] = await commandsBelow('docs/operating.md', '## Back up and restore')

  const service = await start(t, { DATABASE_URL: cluster.url, LOG_LEVEL: 'silent', ADMIN_TOKEN })
  const alice = await signIn('pro')
  const [alive, earlier] = [await create(service, alice), await create(service, alice)]
  const ways = await takeAway(service, alice)
  const accounts = await suspensions(service)
  const link = await enter(service)
  await revoke(service, alice, earlier, 'before the backup')
  await run(dump)
  const later = await create(service, alice)
  for (const { act } of [...ways, ...accounts]) await act()
  await link.end()
  for (const key of [later, earlier]) await revoke(service, alice, key)
  // Lines are in the order of the answers, so this one is the last.
  await lineOf(service, earlier)
  const facts = `select id, name, revoked_at, revoked_by, revocation_reason, expires_at, scopes,
    paused_at, pause_set_at, pause_set_by, pause_reason from api_keys
    where id in (${ways.map(({ key }) => `'${key.id}'`).join()}) order by name`
  const inMilliseconds = async (url: string) => JSON.parse(JSON.stringify(await queryAt(url, facts)))
  const shipped = service.output.replaceAll(/^/gm, '2026-11-24T09:30:00.123456789Z stdout F ')
  await writeFile(join(folder, 'keyward.log'), shipped)

  await run(restore)
  const restored = await start(t, { DATABASE_URL: env.NEW_DATABASE_URL })
  const [truth, forgotten] = [await inMilliseconds(cluster.url), await inMilliseconds(env.NEW_DATABASE_URL)]
  t.equal(truth.length, ways.length)
  for (const [at, row] of truth.entries())
    t.notSame(forgotten[at], row, `${row.name}: the backup has forgotten it, so the proof can fail`)
  const revoked = truth.filter((row: { revoked_at: unknown }) => row.revoked_at).length
  t.same([await link.status(service), await link.status(restored)], [401, 200], 'an ended session is back')
  const counts = await run(replay)
  t.match(counts, /\n1 portal sessions ended$/)
  t.equal(await link.status(restored), 401)
  t.match(counts, new RegExp(`^unknown: ${later.id}\n${revoked} revoked, 1 already revoked, \\d+ restricted, `))
  for (const key of [earlier, later]) t.equal(await statusOf(restored, key), 401)
  t.equal(await statusOf(restored, alive), 200)
  for (const { key, status } of accounts) t.equal(await statusOf(restored, key), status)
  const again = await inMilliseconds(env.NEW_DATABASE_URL)
  for (const [at, row] of truth.entries()) t.same(again[at], row, row.name)
  t.match(
    await run(replay),
    /\n0 revoked, \d+ already revoked, 0 restricted, \d+ already restricted, 1 unknown\nkeys: 0 paused, 0 resumed, 2 unchanged; accounts: 0 suspended, 0 lifted, 2 unchanged$/,
  )
  t.same(await inMilliseconds(env.NEW_DATABASE_URL), again, 'it can be repeated')
})

interface Way {
  key: Made
  act: () => Promise<unknown>
}

/** A key for each way in which a key can end or be restricted, and the step that does it. */
async function takeAway(service: Service, alice: Person): Promise<Way[]> {
  const ways: Way[] = []
  const { cookie } = alice
  const send = async (method: string, path: string, body: unknown, headers = {}) => {
    const reply = await ask(service, path, { cookie, method, body, headers })
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.body}`)
    return reply
  }
  async function way(name: string, act: (path: string, key: Made) => Promise<unknown>) {
    const key = (await send('POST', '/api/v1/keys', { name, scopes: ['a', 'b', 'c'] })).json() as Made
    ways.push({ key, act: () => act(`/api/v1/keys/${key.id}`, key) })
    return key
  }
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
  const replace = async (key: Made): Promise<Made> =>
    (await send('POST', `/api/v1/keys/${key.id}/rotation`, { grace_seconds: 3_600 })).json()

  await way('revoked', path => send('DELETE', path, { reason: 'the laptop was stolen' }))
  await way('revoked with others', (_, { id }) => send('POST', '/api/v1/keys/revocations', { ids: [id] }))
  await way('revoked by an operator', (_, { id }) =>
    send('POST', '/admin/v1/revocations', { ids: [id] }, { authorization: `Bearer ${ADMIN_TOKEN}` }),
  )
  await way('reported', (_, { key }) => send('POST', '/api/v1/credentials/revoke', { credentials: [key] }))
  await way('reported by its owner', path => send('POST', `${path}/leak`, {}))
  await way('rotated without a grace', path => send('POST', `${path}/rotation`, { grace_seconds: 0 }))
  await way('rotated with a grace', path => send('POST', `${path}/rotation`, { grace_seconds: 60 }))
  const rotated = await way('in its grace', async () => {
    await ask(service, '/api/v1/me', { key: used.key })
    await service.written(new RegExp(`"msg":"keyward.restricted","key_id":"${rotated.id}".*"by":"system".*\\}$`, 'm'))
  })
  const used = await replace(rotated)
  const kept = await create(service, alice)
  const successor = await replace(kept)
  ways.push({ key: successor, act: () => send('DELETE', `/api/v1/keys/${kept.id}/rotation`, {}) })
  await way('shortened', path => send('PATCH', path, { expires_at: inMinutes(60) }))
  await way('narrowed', path => send('PATCH', path, { scopes: ['c', 'a'] }))
  await way('narrowed to nothing, and shortened', path =>
    send('PATCH', path, { scopes: [], expires_at: inMinutes(60) }),
  )
  await way('paused', path => send('POST', `${path}/pause`, { reason: 'odd' }))
  await way('paused, and then resumed', async path => {
    await send('POST', `${path}/pause`, {})
    await send('DELETE', `${path}/pause`, { reason: 'fine' })
  })
  await way('shortened, and then extended', async path => {
    await send('PATCH', path, { expires_at: inMinutes(60) })
    await send('PATCH', path, { expires_at: inMinutes(120) })
  })
  return ways
}

/** The session of an element, which a backend has started. */
async function enter(service: Service) {
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
  const wanted = { account: 'org_7', person: 'ada', for: 'element', seconds: 900 }
  const { id, token } = (
    await ask(service, '/admin/v1/portal-sessions', { method: 'POST', headers, body: wanted })
  ).json()
  return {
    end: () => ask(service, `/admin/v1/portal-sessions/${id}`, { method: 'DELETE', headers }),
    status: async (at: Service) =>
      (await ask(at, '/api/v1/session', { headers: { authorization: `Bearer ${token}` } })).status,
  }
}

/** An account that is suspended after the backup, and one whose suspension ends then. */
async function suspensions(service: Service) {
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
  const [bob, carol] = [await signIn('pro'), await signIn('pro')]
  const [bobs, carols] = [await create(service, bob), await create(service, carol)]
  const send = async (method: string, { accountId }: Person) => {
    const reply = await ask(service, `/admin/v1/accounts/${accountId}/suspension`, { method, headers, body: {} })
    if (reply.status !== 200) throw new Error(reply.body)
  }
  await send('POST', carol)
  return [
    { key: bobs, status: 403, act: () => send('POST', bob) },
    { key: carols, status: 200, act: () => send('DELETE', carol) },
  ]
}

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
  t.match(output, '0 revoked, 1 already revoked, 0 restricted, 0 already restricted, 0 unknown\n')
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

/** A key that another request revokes while its owner's DELETE waits for the row. */
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
      const waits = "select from pg_stat_activity where application_name like 'keyward/%' and wait_event_type = 'Lock'"
      await until(async () => (await cluster.query(waits)).length > 0)
      await other.query('commit')
      // On a busy machine the DELETE may have given up by then.
      if ((await answer).status === 200) return key
    }
  } finally {
    await other.end()
  }
}
