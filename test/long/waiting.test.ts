import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Test } from 'tap'
import { onCluster, queryAt } from '../kit/cluster.ts'
import { ask } from '../kit/http.ts'
import { signIn } from '../kit/people.ts'
import type { Reply } from '../kit/reply.ts'
import { type Service, start } from '../kit/service.ts'
import { until } from '../kit/until.ts'

/** One second is promised. The rest is for a busy machine, and less than two waits one after the other. */
const PROMPT_MS = 1_400

onCluster('the waits for a connection and for the answer on it have one deadline', async (t, cluster) => {
  // One connection for changes, which the first revocation holds for as long as it may.
  const service = await start(t, { DATABASE_URL: cluster.url, DATABASE_POOL_MAX: '4', LOG_LEVEL: 'error' })
  const { cookie } = await signIn('pro')
  const { id } = await create(service, cookie)
  const holder = await hold(t, cluster.url, `select from api_keys where id = '${id}' for update`)
  const revocations: Promise<Reply>[] = []
  for (let at = 0; at < 8; at++) {
    revocations.push(ask(service, `/api/v1/keys/${id}`, { cookie, method: 'DELETE' }))
    await sleep(100)
  }
  const replies = await Promise.all(revocations)
  t.same(new Set(replies.map(({ status }) => status)), new Set([503]))
  const slowest = Math.max(...replies.map(({ milliseconds }) => milliseconds))
  t.ok(slowest < PROMPT_MS, `the slowest after ${Math.round(slowest)} ms`)
  await holder.query('rollback')
  t.equal((await ask(service, `/api/v1/keys/${id}`, { cookie, method: 'DELETE' })).status, 200, 'and then it works')
})

onCluster('a quiet instance keeps a connection, and works on a server whose slots are taken', async (t, cluster) => {
  const service = await start(t, { DATABASE_URL: cluster.url, LOG_LEVEL: 'error' })
  const { cookie } = await signIn('pro')
  const { id, key } = await create(service, cookie)
  const burst = () => Promise.all(Array.from({ length: 6 }, () => ask(service, '/api/v1/session', { cookie })))
  await burst()
  await use(service, key)
  await untilQuiet(cluster.url)
  await takeAllSlots(t, cluster.url)

  t.equal((await use(service, key)).status, 200, 'a use is decided')
  t.same(
    (await burst()).map(({ status }) => status),
    [200, 200, 200, 200, 200, 200],
    'several at once wait for each other',
  )
  t.equal((await ask(service, `/api/v1/keys/${id}`, { cookie, method: 'DELETE' })).status, 200, 'a revocation too')
  t.equal((await use(service, key)).status, 401)
})

async function create(service: Service, cookie: string): Promise<{ id: string; key: string }> {
  return (await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })).json()
}

const use = (service: Service, key: string) => ask(service, '/api/v1/me', { key })

/** Opens a transaction with this statement, until the test ends. */
async function hold(t: Test, url: string, statement: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.teardown(() => client.end())
  await client.query('begin')
  await client.query(statement)
  return client
}

/** Waits until the service has closed idle connections. */
async function untilQuiet(url: string) {
  const count = "select count(*)::int from pg_stat_activity where application_name like 'keyward/%'"
  await until(async () => (await queryAt(url, count))[0]?.count <= 2)
}

/** Opens connections until the server has no slot left. */
async function takeAllSlots(t: Test, url: string) {
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    const refused = await client.connect().then(
      () => undefined,
      (error: { code?: string }) => error,
    )
    if (refused) return t.match(refused, { code: '53300' })
    t.teardown(() => client.end())
  }
}
