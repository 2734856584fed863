import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { operationsOf } from '../../bad-input/document-requests.ts'
import { type Cluster, onCluster } from '../../kit/cluster.ts'
import { openIn, untilOpenIn } from '../../kit/descriptors.ts'
import { ask } from '../../kit/http.ts'
import { type Person, signIn } from '../../kit/people.ts'
import { nodeOptions, type Service, start } from '../../kit/service.ts'
import { MOST_RESIDENT_MIB, OWN_FILES, residentMiB } from './bounds.ts'
import { either } from './fault.ts'
import { oddRequests } from './odd-bodies.ts'
import { POOL_MAX } from './stage.ts'

const LASTS_MS = either(8_000, 600_000)
const CLIENTS = 16
const LOOK_MS = 250
const PATIENCE_MS = 10_000
/** The default of SESSION_LIMIT_PER_MINUTE. */
const SESSION_LIMIT = 120
/** Limits in docs/operating.md: events of a session's request, and log bytes of any request. */
const EVENTS_PER_REQUEST = 4
const LOG_BYTES_PER_REQUEST = 1_024
const LOG_BYTES_PER_RECORD = 512

const token = (name: string) => `a token for ${name}, 32 characters or more`
const TOKENS = { ADMIN_TOKEN: token('admin'), VERIFY_TOKEN: token('verify'), METRICS_TOKEN: token('metrics') }

interface Attacker extends Person {
  /** Where its connections come from. */
  localAddress: string
  id: string
  key: string
}

async function attackerAt(service: Service, localAddress: string, plan = 'pro'): Promise<Attacker> {
  const person = await signIn(plan)
  const made = await ask(service, '/api/v1/keys', { cookie: person.cookie, method: 'POST', body: { name: 'soaked' } })
  return { ...person, localAddress, ...made.json() }
}

const headersOf = ({ cookie, key }: Attacker): Record<string, Record<string, string>> => ({
  CookieAuth: { cookie },
  BearerKey: { authorization: `Bearer ${key}` },
  HeaderKey: { 'x-api-key': key },
  QueryKey: { authorization: `Bearer ${key}` },
  ServiceToken: { authorization: `Bearer ${TOKENS.VERIFY_TOKEN}` },
  OperatorToken: { authorization: `Bearer ${TOKENS.ADMIN_TOKEN}` },
  MetricsToken: { authorization: `Bearer ${TOKENS.METRICS_TOKEN}` },
})

interface Sending {
  method: string
  path: string
  headers: Record<string, string>
  body: string | undefined
  agent: Agent
  localAddress: string
}

/** @returns the status; 0 if the connection was closed before an answer, as it may be on an unread body */
function send({ url }: Service, { body, ...options }: Sending): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const sent = request(url, { ...options, timeout: PATIENCE_MS }, reply => {
    reply.resume()
    reply.on('close', () => resolve(reply.statusCode ?? 0))
  })
  sent.on('timeout', () => sent.destroy())
  sent.on('error', () => resolve(0))
  sent.end(body)
  return promise
}

/** Sends requests of every operation of the served document until the time is over. @returns statuses by operation */
async function soak(service: Service, attackers: readonly Attacker[]) {
  const end = performance.now() + LASTS_MS
  const operations = operationsOf((await ask(service, '/api/openapi.json')).json())
  const statuses = new Map<string, Map<number, number>>()
  const agent = new Agent({ keepAlive: true })
  let next = 0
  async function client() {
    // Each operation at least once with large bodies, and once without.
    while (performance.now() < end || next < 2 * operations.length) {
      const at = next++
      const attacker = attackers[at % attackers.length] as Attacker
      const { method, path, operation } = operations[at % operations.length] as (typeof operations)[number]
      const [scheme = ''] = Object.keys(operation.security?.[0] ?? {})
      const headers = { ...headersOf(attacker)[scheme], 'content-type': 'application/json' }
      const seen = statuses.get(operation.operationId) ?? new Map<number, number>()
      statuses.set(operation.operationId, seen)
      for (const { url, body } of oddRequests(
        path,
        operation,
        [attacker.id],
        Math.floor(at / operations.length) % 2 === 0,
      )) {
        const { localAddress } = attacker
        const status = await send(service, {
          method: method.toUpperCase(),
          path: url,
          headers,
          body,
          agent,
          localAddress,
        })
        seen.set(status, (seen.get(status) ?? 0) + 1)
      }
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  agent.destroy()
  return { statuses, operations }
}

/** A plan that no example in the document names: requests of operators change the limits of the others. */
const WATCHED = 'watched'

/** Checks the instance continuously, and uses a key of another account. */
async function watch(service: Service, soaked: Promise<unknown>) {
  let isOver = false
  void soaked.finally(() => {
    isOver = true
  })
  const { key } = await attackerAt(service, '127.0.0.1', WATCHED)
  const most = { resident: 0, open: 0 }
  const uses = new Set<number>()
  for (; !isOver; await sleep(LOOK_MS)) {
    most.resident = Math.max(most.resident, await residentMiB(service))
    most.open = Math.max(most.open, (await openIn(service)).length)
    uses.add((await ask(service, '/api/v1/me', { key })).status)
  }
  return { most, uses }
}

async function staysWithinBounds(t: Test, cluster: Cluster, addresses: readonly string[]) {
  const settings = { DATABASE_URL: cluster.url, DATABASE_POOL_MAX: String(POOL_MAX), NODE_OPTIONS: nodeOptions() }
  const service = await start(t, { ...settings, ...TOKENS, GITHUB_KEYS_URL: 'http://127.0.0.1:9/' })
  await cluster.query(
    `insert into plans (name, title, minute_limit) values ('${WATCHED}', 'Watched', 1000) on conflict do nothing`,
  )
  const attackers = await Promise.all(addresses.map(address => attackerAt(service, address)))
  const begun = Date.now()
  const soaked = soak(service, attackers)
  const [{ statuses, operations }, { most, uses }] = await Promise.all([soaked, watch(service, soaked)])
  const all = [...statuses.values()].flatMap(seen => [...seen])
  const requests = all.reduce((sum, [, count]) => sum + count, 0)
  t.comment(Object.fromEntries([...statuses].map(([id, seen]) => [id, Object.fromEntries(seen)])))
  t.equal(statuses.size, operations.length, 'every operation was asked')
  t.same(
    [...new Set(all.map(([status]) => status))].filter(status => status >= 500 && status !== 503),
    [],
  )
  t.same(
    [...uses].filter(status => status !== 200 && status !== 503),
    [],
    'no other key is refused',
  )
  t.ok(uses.has(200), 'and other keys are admitted')

  t.ok(most.resident <= MOST_RESIDENT_MIB, `at most ${most.resident} MiB were resident`)
  t.ok(most.open <= OWN_FILES + POOL_MAX + CLIENTS + attackers.length, `at most ${most.open} files were open`)
  const left = await untilOpenIn(service, OWN_FILES + POOL_MAX)
  t.ok(left.length <= OWN_FILES + POOL_MAX, `${left.length} are left`)

  const minutes = Math.floor(Date.now() / 60_000) - Math.floor(begun / 60_000) + 1
  const [rows] = await cluster.query({
    text: `select (select count(*)::int from api_keys where account_id = any ($1)) as keys,
      (select count(*)::int from audit_events where account_id = any ($1)) as events`,
    values: [attackers.map(({ accountId }) => accountId)],
  })
  const admitted = minutes * SESSION_LIMIT * attackers.length
  t.ok(rows.keys <= admitted, `${rows.keys} keys of ${attackers.length} accounts in ${minutes} minutes`)
  // Requests without an answer and with a 503 may have been carried out.
  const done = all.filter(([status]) => status < 400 || status >= 500).reduce((sum, [, count]) => sum + count, 0)
  t.ok(rows.events <= EVENTS_PER_REQUEST * done + rows.keys, `${rows.events} events of ${done} requests`)

  const { code, output } = await service.end('SIGTERM')
  t.equal(code, 0)
  t.notMatch(output, /"msg":"(internal_error|uncaught)"/)
  const records = output.split('"msg":"keyward.').length - 1
  const mostBytes = LOG_BYTES_PER_REQUEST * requests + LOG_BYTES_PER_RECORD * records
  t.ok(output.length <= mostBytes, `${output.length} bytes of log for ${requests} requests and ${records} records`)
}

const MANY = Array.from({ length: 100 }, (_, at) => `127.${1 + (at % 50)}.${at}.1`)

onCluster('the largest and oddest bodies to every route stay within bounds', async (t, cluster) => {
  await t.test('from one account and one address', t => staysWithinBounds(t, cluster, ['127.0.0.1']))
  await t.test('from many accounts and addresses', t => staysWithinBounds(t, cluster, MANY))
})
