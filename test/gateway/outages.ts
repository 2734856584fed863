import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { rejected } from './answers.ts'
import type { Gateway } from './harness.ts'

export async function rollingRestart(t: Test, { ask, customer, keywards, restart }: Gateway) {
  const customers = await Promise.all(Array.from({ length: 4 }, () => customer('pro')))
  let over = false
  const statuses: Record<number, number> = {}
  const clients = customers.map(async function keepAsking({ bearer }) {
    while (!over) {
      const { status } = await ask('/api/v1/iocs', bearer)
      statuses[status] = (statuses[status] ?? 0) + 1
      await sleep(50) // stay within the tier's limit per minute
    }
  })
  const exits = []
  for (const at of keywards.keys()) exits.push(await restart(at))
  over = true
  await Promise.all(clients)
  t.same(exits, [0, 0, 0])
  t.same(Object.keys(statuses), ['200'], JSON.stringify(statuses))
}

export async function deadAndFrozenInstances(t: Test, { ask, customer, keywards }: Gateway) {
  const { bearer } = await customer('pro')
  await keywards[0]?.end('SIGKILL')
  const admitted = async (times: number) => {
    const statuses = []
    for (let at = 0; at < times; at++) statuses.push((await ask('/api/v1/iocs', bearer)).status)
    t.same(statuses, Array(times).fill(200))
  }
  await admitted(30)
  keywards[1]?.signal('SIGSTOP')
  for (let at = 0; at < 5; at++) {
    const start = Date.now()
    const { status } = await ask('/api/v1/iocs', bearer)
    t.equal(status, 200, 'with one instance frozen')
    t.ok(Date.now() - start < 2_500, `in ${Date.now() - start} ms`)
  }
  keywards[1]?.signal('SIGCONT')
  await admitted(10)
}

async function unavailable(t: Test, { ask, kind }: Gateway, key: string) {
  for (const [query, headers] of [
    ['', { authorization: `Bearer ${key}` }],
    ['?x=1', { 'x-api-key': key }],
    ...(kind.takesQuery ? [[`?api_key=${key}`, {}] as const] : []),
  ] as const) {
    const start = Date.now()
    const answer = await ask(`/api/v1/iocs${query}`, headers)
    rejected(t, answer, 503, 'service_unavailable', JSON.stringify(Object.keys(headers)))
    t.match(answer.headers, { 'retry-after': /^[1-9]/, 'cache-control': 'no-store' })
    t.ok(Date.now() - start < 2_500, `in ${Date.now() - start} ms`)
  }
}

export async function databaseUnreachable(t: Test, gateway: Gateway) {
  const { ask, customer, received, database } = gateway
  const { key, bearer } = await customer('pro')
  received.length = 0
  database.cut()
  await unavailable(t, gateway, key)
  t.equal(received.length, 0)
  database.mend()
  const start = Date.now()
  let status = 503
  while (status !== 200 && Date.now() - start < 5_000) status = (await ask('/api/v1/iocs', bearer)).status
  t.equal(status, 200, `back after ${Date.now() - start} ms`)
}

export async function keywardGone(t: Test, gateway: Gateway) {
  const { ask, customer, received, keywards } = gateway
  const { key, cookie } = await customer('pro')
  received.length = 0
  for (const keyward of keywards) await keyward.end('SIGKILL')
  await unavailable(t, gateway, key)
  rejected(t, await ask('/api/v1/keys', { cookie }), 503, 'service_unavailable', 'a session route')
  rejected(t, await ask(`/nowhere?api_key=${key}`), 503, 'service_unavailable', 'no route')
  const disguised = await ask(`/api/v1/iocs?api%5Fkey=${key}`, {}, { method: 'POST', body: 'x' })
  t.equal(disguised.status, 503)
  t.equal(received.length, 0)
}

export async function logsNoCredential(t: Test, { logs, secrets }: Gateway) {
  const { gateway, keyward } = await logs()
  t.match(gateway, /"status":503/, 'the gateway logs')
  for (const status of [200, 400, 401, 403, 429])
    t.match(keyward, new RegExp(`"route":"/forward-auth[^"]*","status":${status}\\b`), `keyward logs ${status}`)
  t.ok(secrets.size > 10)
  const forms = [...secrets].flatMap(secret => [secret, secret.replaceAll('_', '%5f'), secret.slice(-40)])
  t.same(
    forms.filter(form => gateway.includes(form) || keyward.includes(form)),
    [],
    'no secret, in any spelling',
  )
  t.notMatch(gateway + keyward, /sk_live_[0-9A-Za-z]{8}_|c2VjcmV0/)
}
