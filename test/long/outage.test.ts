import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { type Cluster, onCluster } from '../kit/cluster.ts'
import { ask } from '../kit/http.ts'
import { type Person, signIn } from '../kit/people.ts'
import type { Reply } from '../kit/reply.ts'
import { type Service, start } from '../kit/service.ts'

/** "Within a second", on a machine that runs other tests at the same time. */
const PROMPT_MS = 2_000
const HEALED_MS = 5_000
/**
 * The number of revocations that have been sent when the server crashes. The first has been answered, the last have
 * not.
 */
const FIRST_REVOCATIONS = 8

interface Scene {
  service: Service
  person: Person
  key: string
  ids: string[]
}

/** A service on its own PostgreSQL server, with a valid key in use and others to revoke. */
async function scene(t: Test, cluster: Cluster, keys = 1): Promise<Scene> {
  const settings = { DATABASE_URL: cluster.url, SESSION_LIMIT_PER_MINUTE: '100000', LOG_LEVEL: 'error' }
  const service = await start(t, settings)
  const person = await signIn('pro')
  const made = []
  for (let n = 0; n < keys; n++) made.push(await create(service, person))
  return { service, person, key: made[0]?.key ?? '', ids: made.map(({ id }) => id) }
}

async function create(service: Service, { cookie }: Person): Promise<{ id: string; key: string }> {
  return (await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })).json()
}

const revoke = ({ service, person: { cookie } }: Scene, id = '') =>
  ask(service, `/api/v1/keys/${id}`, { cookie, method: 'DELETE' })

const use = ({ service, key }: Scene) => ask(service, '/api/v1/me', { key })

/** Uses the valid key every 50 ms. @returns the responses */
async function useWhile(scene: Scene, during: () => Promise<unknown>): Promise<Reply[]> {
  const asked: Promise<Reply>[] = []
  const timer = setInterval(() => asked.push(use(scene)), 50)
  await during().finally(() => clearInterval(timer))
  return Promise.all(asked)
}

/** Checks every response during the outage: admitted or 503, in time, and never rejected. */
function isHonest(t: Test, answers: Reply[]) {
  const refused = answers.filter(({ status }) => status !== 200)
  t.ok(refused.length > 0, `${refused.length} of ${answers.length} were refused`)
  t.same(new Set(refused.map(({ status }) => status)), new Set([503]), 'with 503 only')
  t.ok(
    refused.every(({ headers }) => Number(headers['retry-after']) > 0),
    'each with Retry-After',
  )
  t.ok(
    refused.every(({ headers }) => 'x-ratelimit-limit' in headers),
    'and the headers of every answer',
  )
  t.same(new Set(refused.map(reply => reply.json().error.code)), new Set(['service_unavailable']))
  const slowest = Math.max(...answers.map(({ milliseconds }) => milliseconds))
  t.ok(slowest < PROMPT_MS, `the slowest after ${Math.round(slowest)} ms`)
}

/** Waits until a use gets this status. @returns how long it took */
async function settled(scene: Scene, status: number) {
  const begun = performance.now()
  while ((await use(scene)).status !== status && performance.now() - begun < 2 * HEALED_MS) await sleep(50)
  return performance.now() - begun
}

/**
 * Checks that the service responds soon after the database is back, then without a failure, and in the same process.
 */
async function heals(t: Test, scene: Scene) {
  const milliseconds = await settled(scene, 200)
  t.ok(milliseconds < HEALED_MS, `it answers after ${Math.round(milliseconds)} ms`)
  const after = await useWhile(scene, () => sleep(1_000))
  t.same(new Set(after.map(({ status }) => status)), new Set([200]), 'and goes on to')
  t.equal(scene.service.child.exitCode, null, 'in the same process')
}

onCluster('a crash of the database loses no acknowledged revocation, and keyward recovers', async (t, cluster) => {
  const there = await scene(t, cluster, 95)
  const acknowledged: string[] = []
  const statuses: Promise<number>[] = []
  let crash: Promise<void> | undefined
  async function revokeNoting(id: string) {
    const { status } = await revoke(there, id)
    if (status === 200) acknowledged.push(id)
    return status
  }
  const answers = await useWhile(there, async () => {
    const [first = '', ...others] = there.ids.slice(1)
    statuses.push(revokeNoting(first))
    await statuses[0]
    for (const id of others) {
      statuses.push(revokeNoting(id))
      await sleep(3)
      if (statuses.length === FIRST_REVOCATIONS) crash = cluster.crash()
    }
    await crash
    await sleep(1_500)
  })
  isHonest(t, answers)
  t.same(new Set(await Promise.all(statuses)), new Set([200, 503]))
  await cluster.restart()
  await heals(t, there)
  const rows = await cluster.query('select id from api_keys where revoked_at is not null')
  const revoked = new Set(rows.map(({ id }) => id))
  t.same(
    acknowledged.filter(id => !revoked.has(id)),
    [],
    `each of ${acknowledged.length} acknowledged ones is in the table`,
  )
})

onCluster('connections that are cut again and again are made again', async (t, cluster) => {
  const there = await scene(t, cluster)
  const answers = await useWhile(there, async () => {
    for (let cut = 0; cut < 15; cut++) {
      await cluster.terminateAll()
      await sleep(100)
    }
  })
  t.same(
    answers.filter(({ status }) => status !== 200 && status !== 503),
    [],
  )
  await heals(t, there)
  const [row] = await cluster.query(
    "select count(*)::int from pg_stat_activity where application_name like 'keyward/%'",
  )
  t.ok(row.count > 0 && row.count <= 10, `${row.count} connections are open`)
})

onCluster('a database that freezes is not waited for', async (t, cluster) => {
  const there = await scene(t, cluster, 2)
  await cluster.signal('SIGSTOP')
  t.teardown(() => cluster.signal('SIGCONT').catch(() => {}))
  isHonest(t, await useWhile(there, () => sleep(3_000)))
  t.equal((await revoke(there, there.ids[1])).status, 503, 'whether it was revoked is undecided')
  t.equal((await ask(there.service, '/healthz')).status, 200, 'the process itself is well')
  t.equal((await ask(there.service, '/readyz')).status, 503, 'and says that it is not ready')
  await cluster.signal('SIGCONT')
  await heals(t, there)
})

onCluster('a read-only database still shows keys, and says "not now" to what must be written', async (t, cluster) => {
  const there = await scene(t, cluster)
  await cluster.query('alter database postgres set default_transaction_read_only = on')
  await cluster.terminateAll()
  const { service, person, ids } = there
  await settled(there, 503)
  t.equal((await use(there)).status, 503, 'a use, which is counted')
  t.equal((await revoke(there, ids[0])).status, 503)
  const created = await ask(service, '/api/v1/keys', { cookie: person.cookie, method: 'POST', body: { name: 'x' } })
  t.equal(created.status, 503)
  t.equal(created.headers['retry-after'], '1')
  t.equal((await ask(service, `/api/v1/keys/${ids[0]}`, { cookie: person.cookie })).json().status, 'active')
  await cluster.query('set default_transaction_read_only = off', 'alter database postgres reset all')
  await cluster.terminateAll()
  await heals(t, there)
})
