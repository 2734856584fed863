import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { type Cluster, onCluster, queryAt } from '../kit/cluster.ts'
import { createDatabase, needsPostgres } from '../kit/database.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { type Operation, recorded, staleUses } from '../kit/history.ts'
import { ask } from '../kit/http.ts'
import { signIn } from '../kit/people.ts'
import { type Service, start } from '../kit/service.ts'
import { type Message, SlowLink } from '../kit/slow-link.ts'

/** How long a key works: time enough for an update that is not delayed, even on a busy machine. */
const LIFE_MS = 700
const LATE_MS = 2_000
const USE_EVERY_MS = 30
const POLL_MS = 10
const MINUTES = { timeout: 900_000 }

/** One instance that updates a key over a slow link, and two that are asked about that key. */
interface Scene {
  writer: Service
  readers: readonly Service[]
  /** The writer's. */
  link: SlowLink
  links: readonly SlowLink[]
  url: string
}

async function openScene(t: Test, url: string): Promise<Scene> {
  const [link, direct] = [await SlowLink.open(t, url), await SlowLink.open(t, url)]
  const env = { SESSION_LIMIT_PER_MINUTE: '100000', LOG_LEVEL: 'fatal' }
  const writer = await start(t, { ...env, DATABASE_URL: link.url })
  const readers = await Promise.all([1, 2].map(() => start(t, { ...env, DATABASE_URL: direct.url })))
  return { writer, readers, link, links: [link, direct], url }
}

async function onDatabase(t: Test) {
  const { url = '', connections, drop } = await createDatabase()
  for (const db of new Set([connections.db, connections.reserved, connections.bulk])) await db.destroy()
  t.teardown(drop)
  return openScene(t, url)
}

interface Race {
  /** Every use of the key; one that is limited counts as admitted. */
  history: Operation[]
  /** Whether a use was 503 after the key's first expiry. */
  isUndecided(): boolean
  /** Of the update. */
  status: number
  /** Of a use after everything. */
  last: number
}

type IsUndecided = Race['isUndecided']

/**
 * Asks for an update that moves a key's expiry later, and uses the key all the time, until the update is over.
 * @param settle waits for that
 */
async function race(
  { writer, readers, url }: Scene,
  settle: (isUndecided: IsUndecided) => Promise<unknown>,
): Promise<Race> {
  const { cookie } = await signIn('pro')
  const { id, key } = (
    await ask(readers[0] as Service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'brief' } })
  ).json()
  const history: Operation[] = []
  async function use(reader: Service) {
    return recorded(history, 'use', id, async () => {
      const { status } = await ask(reader, '/api/v1/me', { key })
      return { statusCode: status === 429 ? 200 : status }
    })
  }
  await use(readers[0] as Service)
  await queryAt(url, `update api_keys set expires_at = now() + interval '${LIFE_MS} ms' where id = '${id}'`)
  const expired = performance.now() + LIFE_MS
  const isUndecided = () => history.some(({ status, start }) => status === 503 && start > expired)
  let isOver = false
  const uses = readers.map(async reader => {
    for (; !isOver; await sleep(USE_EVERY_MS)) await use(reader)
  })
  const updated = ask(writer, `/api/v1/keys/${id}`, { cookie, method: 'PATCH', body: { expires_at: null } })
  const [{ status }] = await Promise.all([updated, sleep(LIFE_MS + 200), settle(isUndecided)])
  await sleep(200)
  isOver = true
  await Promise.all(uses)
  let last = await use(readers[0] as Service)
  while (last === 503) last = await use(readers[0] as Service)
  return { history, isUndecided, status, last }
}

async function until(condition: () => boolean | Promise<boolean>) {
  while (!(await condition())) await sleep(POLL_MS)
}

const begins = ({ type, text }: Message) => type === 'Q' && text.startsWith('start transaction')
const commits = ({ type, text }: Message) => type === 'Q' && text.startsWith('commit')

/** Delays one message of a transaction: the n-th from its beginning, of either side. */
function delayed(scene: Scene, n: number, milliseconds: number) {
  let seen = -1
  const passed = Promise.withResolvers<void>()
  scene.link.hold = message => {
    if (seen < 0 && !begins(message)) return undefined
    seen++
    return seen === n ? sleep(milliseconds).then(passed.resolve) : undefined
  }
  return { passed: passed.promise, seen: () => seen }
}

/** Something happens between the update and the end of its COMMIT. @returns the race in which the update got that far */
async function interrupted(scene: Scene, happen: (isUndecided: IsUndecided) => Promise<unknown>): Promise<Race> {
  for (;;) {
    const { promise: known, resolve: know } = Promise.withResolvers<IsUndecided>()
    const { promise: happened, resolve: hasHappened } = Promise.withResolvers<true>()
    scene.link.hold = message => {
      if (!commits(message)) return undefined
      scene.link.hold = () => undefined
      return known.then(happen).finally(() => hasHappened(true))
    }
    const result = await race(scene, async isUndecided => {
      know(isUndecided)
      await Promise.race([happened, sleep(LIFE_MS + 2_000)])
    })
    if (await Promise.race([happened, sleep(0, false)])) return result
  }
}

t.test(
  ...needsPostgres('while a COMMIT is late its key is 503, and no key works again after a 401', MINUTES),
  async t => {
    const scene = await onDatabase(t)
    const { history, isUndecided, status, last } = await interrupted(scene, () => sleep(LATE_MS))
    t.equal(status, 503, 'the update is undecided')
    t.ok(isUndecided(), 'so are uses of the key')
    t.equal(last, 200, 'in the end it took effect')
    t.same(new Set(history.map(({ status }) => status)), new Set([200, 503]))
  },
)

t.test(...needsPostgres('whichever message of an update is late, no key works again after a 401', MINUTES), async t => {
  const scene = await onDatabase(t)
  let count = delayed(scene, -1, 0)
  // A busy machine may be too late even so.
  while ((await race(scene, async () => {})).status !== 200) count = delayed(scene, -1, 0)
  const messages = count.seen()
  t.ok(messages > 20, `${messages} messages`)
  const histories: Operation[] = []
  const statuses = new Map<number, number>()
  for (let n = 0; n <= messages; n += EXHAUSTIVE ? 1 : Math.ceil(messages / 4)) {
    const milliseconds = EXHAUSTIVE ? Math.random() * 5_000 : LIFE_MS
    const { passed } = delayed(scene, n, milliseconds)
    const { history, status } = await race(scene, () => Promise.race([passed, sleep(milliseconds + 500)]))
    histories.push(...history)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  t.comment(Object.fromEntries(statuses))
  t.same(staleUses(histories), [], `no stale use among ${histories.length}`)
})

t.test(...needsPostgres('an instance that is frozen before its COMMIT revives no key', MINUTES), async t => {
  const scene = await onDatabase(t)
  for (const _ of Array.from({ length: EXHAUSTIVE ? 10 : 1 })) {
    const { history, isUndecided } = await interrupted(scene, async isUndecided => {
      scene.writer.signal('SIGSTOP')
      await until(isUndecided)
      scene.writer.signal('SIGCONT')
    })
    t.same(staleUses(history), [])
    t.ok(isUndecided())
  }
})

const RANDOM_MS = EXHAUSTIVE ? 120_000 : 6_000
const WORKERS = 16
const oneOf = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)] as T
const soon = () => new Date(Date.now() + 500 + Math.random() * 1_500).toISOString()

/** Changes a key at random, on every instance, while it is used. @returns the statuses of the changes */
async function live({ writer, readers }: Scene, history: Operation[]) {
  const { cookie } = await signIn('pro')
  const body = { name: 'brief', expires_at: soon() }
  const made = await ask(readers[0] as Service, '/api/v1/keys', { cookie, method: 'POST', body })
  if (made.status !== 201) return [made.status]
  const { id, key } = made.json()
  const change = (method: string, path: string, body: object) =>
    ask(oneOf([writer, writer, ...readers]), `/api/v1/keys/${id}${path}`, { cookie, method, body })
  const changes = [
    () => change('PATCH', '', { expires_at: oneOf([null, soon()]) }),
    () => change('PATCH', '', { expires_at: soon() }),
    () => change('POST', '/rotation', {}),
    () => change('DELETE', '/rotation', {}),
  ]
  const statuses: number[] = []
  const end = performance.now() + LATE_MS
  async function changing() {
    for (; performance.now() < end; await sleep(Math.random() * 200)) statuses.push((await oneOf(changes)()).status)
  }
  async function using(reader: Service) {
    for (; performance.now() < end + LATE_MS; await sleep(3 * USE_EVERY_MS))
      await recorded(history, 'use', id, async () => ({
        statusCode: (await ask(reader, '/api/v1/me', { key })).status,
      }))
  }
  await Promise.all([changing(), ...readers.map(using)])
  return statuses
}

t.test(...needsPostgres('random changes over a slow link revive no key', MINUTES), async t => {
  const scene = await onDatabase(t)
  scene.link.hold = message =>
    Math.random() < (commits(message) ? 0.6 : 0.005) ? sleep(Math.random() * LATE_MS) : undefined
  const history: Operation[] = []
  const statuses = new Map<number, number>()
  const end = performance.now() + RANDOM_MS
  const workers = Array.from({ length: WORKERS }, async () => {
    while (performance.now() < end)
      for (const status of await live(scene, history)) statuses.set(status, (statuses.get(status) ?? 0) + 1)
  })
  await Promise.all(workers)
  const uses = Map.groupBy(history, ({ status }) => status)
  t.comment({ changes: Object.fromEntries(statuses), uses: [...uses].map(([status, { length }]) => [status, length]) })
  t.same(staleUses(history), [], `no stale use among ${history.length}`)
  t.notOk(statuses.has(500))
  for (const status of [200, 409]) t.ok(statuses.get(status), `${status}: it happened`)
  t.ok(uses.has(503) || !EXHAUSTIVE, 'uses were undecided')
})

/** Whatever holds up a COMMIT on the server: what is done to it, and what ends that. */
async function heldUp(t: Test, scene: Scene, happen: (isUndecided: IsUndecided) => Promise<unknown>) {
  const { history, isUndecided, last } = await interrupted(scene, happen)
  t.ok(isUndecided())
  t.equal(last, 200, 'in the end the update took effect')
  t.same(staleUses(history), [])
  t.notOk(
    history.some(({ status }) => status === 401),
    'the key was not reported as expired',
  )
}

const IN_TRANSACTION = `select pid from pg_stat_activity where application_name = 'keyward'
  and state = 'idle in transaction'`

onCluster('a server that is frozen in a COMMIT revives no key', async (t, cluster) => {
  const scene = await openScene(t, cluster.url)
  await t.test('the process of that COMMIT', t =>
    heldUp(t, scene, async isUndecided => {
      const [{ pid }] = await cluster.query(IN_TRANSACTION)
      process.kill(pid, 'SIGSTOP')
      void until(isUndecided)
        .then(() => sleep(500))
        .then(() => process.kill(pid, 'SIGCONT'))
    }),
  )
  await t.test('all of it', t =>
    heldUp(t, scene, async () => {
      await cluster.signal('SIGSTOP')
      void sleep(LATE_MS).then(() => cluster.signal('SIGCONT'))
    }),
  )
})

onCluster('a COMMIT that waits for a standby revives no key', async (t, cluster) => {
  const scene = await openScene(t, cluster.url)
  await heldUp(t, scene, async isUndecided => {
    await setStandbys(cluster, 'absent')
    void until(isUndecided)
      .then(() => sleep(LATE_MS))
      .then(() => setStandbys(cluster, ''))
  })
})

async function setStandbys(cluster: Cluster, names: string) {
  await cluster.query(`alter system set synchronous_standby_names = '${names}'`, 'select pg_reload_conf()')
  await until(
    async () => (await cluster.query('show synchronous_standby_names'))[0].synchronous_standby_names === names,
  )
}

onCluster('a COMMIT that survives a failover unconfirmed revives no key', async (t, cluster) => {
  const standby = await cluster.standby(t, 'other')
  const scene = await openScene(t, cluster.url)
  await cluster.query('alter system set synchronous_commit = remote_apply')
  await setStandbys(cluster, 'other')
  await heldUp(t, scene, async isUndecided => {
    // The standby receives the COMMIT and does not confirm it.
    await standby.query('select pg_wal_replay_pause()')
    void until(isUndecided)
      .then(() => sleep(LATE_MS))
      .then(async () => {
        await cluster.crash()
        await standby.query('select pg_promote()')
        for (const link of scene.links) link.lead(standby.url)
      })
  })
})
