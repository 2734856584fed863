import pg from 'pg'
import type { Test } from 'tap'
import { onCluster } from '../kit/cluster.ts'
import { ask } from '../kit/http.ts'
import { signIn } from '../kit/people.ts'
import { type Service, start } from '../kit/service.ts'

/** Several times more than the connections of an instance. */
const AT_ONCE = 60
const KEYS = 12

/** Keeps these locks until the test ends, so that statements that need them take as long as they may. */
async function hold(t: Test, url: string, ...statements: string[]) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.teardown(() => client.end())
  for (const statement of ['begin', ...statements]) await client.query(statement)
}

async function keysOf(service: Service, cookie: string, count: number): Promise<{ id: string; key: string }[]> {
  const keys = []
  for (let at = 0; at < count; at++)
    keys.push((await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })).json())
  return keys
}

onCluster("one account's slow requests take no connections from others' revocations", async (t, cluster) => {
  const service = await start(t, { DATABASE_URL: cluster.url, SESSION_LIMIT_PER_MINUTE: '100000', LOG_LEVEL: 'fatal' })
  const [slow, other] = [await signIn('pro'), await signIn('pro')]
  const [held] = await keysOf(service, slow.cookie, 1)
  const keys = await keysOf(service, other.cookie, KEYS)
  await hold(t, cluster.url, 'lock table key_usage', `select from api_keys where id = '${held?.id}' for update`)

  let isOver = false
  const statuses = new Set<number>()
  async function flood(path: string, body?: object) {
    const request = { cookie: slow.cookie, ...(body && { method: 'POST', body }) }
    while (!isOver) statuses.add((await ask(service, path, request)).status)
  }
  const many = { ids: [held?.id], reason: 'slow' }
  const floods = Array.from({ length: AT_ONCE }, (_, at) =>
    at % 3 === 0 ? flood('/api/v1/keys/revocations', many) : flood('/api/v1/usage?days=365'),
  )
  while (!statuses.has(503)) await new Promise(setImmediate)

  for (const { id } of keys) {
    const { status } = await ask(service, `/api/v1/keys/${id}`, { cookie: other.cookie, method: 'DELETE' })
    t.equal(status, 200, 'a revocation')
    const listed = await ask(service, '/api/v1/keys?q=key', { cookie: other.cookie })
    t.equal(listed.status, 200, 'a search')
    const made = await ask(service, '/api/v1/keys', { cookie: other.cookie, method: 'POST', body: { name: 'new' } })
    t.equal(made.status, 201, 'a creation')
  }
  const [row] = await cluster.query(
    "select count(*)::int as connections from pg_stat_activity where application_name like 'keyward/%'",
  )
  t.ok(row.connections <= 10, `${row.connections} connections, of 10`)
  isOver = true
  await Promise.all(floods)
  t.same(statuses, new Set([503]), 'while the slow requests are not answered')
})
