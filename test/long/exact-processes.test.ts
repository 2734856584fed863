import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { rewrite, SHORT_WINDOWS } from '../enforcement/exact-units.ts'
import { Ledger } from '../enforcement/ledger.ts'
import { type Cluster, onCluster } from '../kit/cluster.ts'
import { ownConnection } from '../kit/database.ts'
import { ask } from '../kit/http.ts'
import { signIn } from '../kit/people.ts'
import { type Service, start } from '../kit/service.ts'

const TOKENS = {
  ADMIN_TOKEN: 'an operator token of the tests, long enough',
  VERIFY_TOKEN: 'a token for services, long enough',
}
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const INSTANCES = 3
const CLIENTS = 9
const LASTS_MS = 12_000
const WINDOWS = ['minute', 'day', 'month'] as const
/** Lengths of the shortened windows in seconds, and of the windows that answers report. */
const [SHORT, REPORTED] = [
  { minute: 1, day: 2, month: 4 },
  { minute: 60, day: 86_400 },
]
const OF_ACCOUNT = { minute: 40, day: 60, month: 100 }
const OF_KEY = { minute: 6, day: 8, month: 12 }

interface Key {
  name: string
  account: string
  secret: string
  limited: boolean
}

/** Two accounts of a small plan, each with a key that has limits of its own and one that has none. */
async function makeKeys(service: Service) {
  const keys: Key[] = []
  for (const account of ['first', 'second']) {
    const person = await signIn('team')
    for (const limited of [true, false]) {
      const made = await ask(service, '/api/v1/keys', { cookie: person.cookie, method: 'POST', body: { name: 'a' } })
      const { id, key: secret } = made.json()
      const path = `/admin/v1/accounts/${person.accountId}/keys/${id}`
      const terms = { ...bearer(TOKENS.ADMIN_TOKEN), method: 'PATCH', body: { limits: OF_KEY } }
      if (limited && (await ask(service, path, terms)).status !== 200) throw new Error('the key got no limits')
      keys.push({ name: `${account} ${limited}`, account, secret, limited })
    }
  }
  return keys
}

type Answer = Record<(typeof WINDOWS)[number], { limit: number; remaining: number; reset: number }>

async function spend(services: readonly Service[], keys: readonly Key[], ledger: Ledger, end: number) {
  const any = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)] as T
  while (performance.now() < end) {
    const [service, key, cost] = [any(services), any(keys), 1 + Math.floor(Math.random() * 7)]
    const began = performance.now()
    ledger.asked += cost
    const body = { key: key.secret, cost }
    const reply = await ask(service, '/api/v1/verify', { ...bearer(TOKENS.VERIFY_TOKEN), method: 'POST', body })
    if (reply.status === 503) ledger.undecided += cost
    else record(ledger, key, { cost, began, valid: reply.json().valid, ...reply.json().limits })
  }
}

function record(ledger: Ledger, key: Key, use: Answer & { valid: boolean; cost: number; began: number }) {
  // The month begins with a day, and its end depends on the calendar.
  const starts = { minute: use.minute.reset - REPORTED.minute, day: use.day.reset - REPORTED.day }
  for (const window of WINDOWS) {
    const start = Math.floor((window === 'minute' ? starts.minute : starts.day) / SHORT[window])
    const given = { units: use.valid ? use.cost : 0, began: use.began }
    const { limit, remaining } = use[window]
    ledger.add(`account ${window} ${key.account} ${start}`, { limit, seen: limit, used: limit - remaining, ...given })
    const own = OF_KEY[window]
    if (key.limited) ledger.add(`key ${window} ${key.name} ${start}`, { limit: own, seen: own, used: 0, ...given })
  }
}

async function load(t: Test, cluster: Cluster, ...sabotage: Parameters<typeof rewrite>[1][]) {
  const env = { DATABASE_URL: cluster.url, ...TOKENS }
  const services = [await start(t, env)]
  while (services.length < INSTANCES) services.push(await start(t, env))
  const { minute, day, month } = OF_ACCOUNT
  await cluster.query(`insert into plans (name, title, minute_limit, day_limit, month_limit)
    values ('team', 'Team', ${minute}, ${day}, ${month})`)
  const keys = await makeKeys(services[0] as Service)
  await rewrite(ownConnection(t, { db: undefined as never, databaseUrl: cluster.url }), ...SHORT_WINDOWS, ...sabotage)
  // Windows that began before they were shortened end.
  await sleep(SHORT.month * 1000)
  const ledger = new Ledger()
  const end = performance.now() + LASTS_MS
  await Promise.all(Array.from({ length: CLIENTS }, () => spend(services, keys, ledger, end)))
  return ledger
}

onCluster('three processes together admit no more than a limit, over HTTP, whatever uses cost', async (t, cluster) => {
  const ledger = await load(t, cluster)
  t.same(ledger.over(), [])
  t.same(ledger.under(), [], 'every unit that is reported as used was admitted')
  t.ok(ledger.asked > 2 * ledger.admitted, `${ledger.asked} units were asked for, ${ledger.admitted} admitted`)
  for (const window of WINDOWS) t.ok(ledger.full(`account ${window}`) > 0, `the limit of the ${window} is reached`)
  t.ok(ledger.full('key') > 0, 'and a limit of a key')
})

onCluster('the proof over HTTP finds an account that is counted without its lock', async (t, cluster) => {
  const slowly = ['from windows w offset 0', 'from windows w, (select pg_sleep(0.003)) as slowly offset 0'] as const
  const ledger = await load(t, cluster, slowly, ['for update of w', ''])
  t.ok(ledger.over().some(([window]) => window.startsWith('account')))
})
