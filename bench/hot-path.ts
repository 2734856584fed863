import { revokeKey, useKey } from './client.ts'
import { ownedKeys, type Seeded } from './databases.ts'
import { alternating, atTheirBest, file, forwardAuth, keyward, withServers } from './loads.ts'
import { detailsOf, rate, ratio, type Say } from './report.ts'
import type { OwnedKey } from './revocation-window.ts'
import { type Server, startServer } from './servers.ts'
import { load } from './wrk.ts'

/** The position of the first key that is revoked while others are used. Nothing else uses these keys. */
const NUISANCE = 55_000

/** (a), (b), (c): compared with a bare Fastify route, and with one statement per request. */
export async function throughput(database: Seeded, say: Say) {
  const bare = await startServer(file('bare.ts'))
  const ours = await keyward(database)
  const logging = await keyward(database, { LOG_LEVEL: 'info' })
  const single = await startServer(file('one-query.ts'), { DATABASE_URL: database.url })
  await withServers([bare, ours, logging, single], async () => {
    await forwardAuth(ours, database, { seconds: 3 })
    const [best, bestOfOurs] = await atTheirBest(
      options => load(`${bare.url}/forward-auth`, options),
      options => forwardAuth(ours, database, options),
    )
    const [b, c, d] = await alternating(
      () => forwardAuth(ours, database),
      () => forwardAuth(single, database),
      () => forwardAuth(logging, database),
    )
    if (!best || !bestOfOurs || !b || !c || !d) throw new Error('a load is missing')
    say('bare Fastify route', rate(best.rate), { bar: best.rate, note: detailsOf(best) })
    say('forward-auth', rate(bestOfOurs.rate), { bar: bestOfOurs.rate, note: detailsOf(bestOfOurs) })
    say('forward-auth / bare Fastify route', ratio(bestOfOurs.rate, best.rate), { goal: '0.40', stretchGoal: '0.55' })
    say('forward-auth, 64 connections', rate(b.rate), { bar: b.rate, note: detailsOf(b) })
    say('forward-auth, one query per request', rate(c.rate), {
      bar: c.rate,
      note: `p99 ${c.p99} ms, ${c.failed} failed`,
    })
    say('forward-auth, LOG_LEVEL=info', rate(d.rate), { bar: d.rate, note: `p99 ${d.p99} ms` })
    say('forward-auth / one query per request', ratio(b.rate, c.rate), { goal: '3', stretchGoal: '5' })
    const pauseMs = Math.round((64 / (b.rate / 2)) * 1000)
    const half = await forwardAuth(ours, database, {}, pauseMs)
    say('p99 of forward-auth at half of its peak rate', `${half.p99} ms`, {
      goal: '10 ms',
      stretchGoal: '5 ms',
      note: `at ${rate(half.rate)}`,
    })
    await nuisance(ours, database, say)
  })
}

/** forward-auth with and without 1,000 revocations per minute and 1,000 uses of a revoked key per second. */
async function nuisance(server: Server, database: Seeded, say: Say) {
  const keys = await ownedKeys(database, NUISANCE, 1_000)
  const revoked = keys.pop() as OwnedKey
  await revokeKey(server.url, revoked)
  let on = false
  const timers = [
    setInterval(() => on && void revokeKey(server.url, keys.pop() ?? revoked), 60),
    setInterval(() => {
      for (let use = 0; on && use < 10; use++) void useKey(server.url, revoked.key)
    }, 10),
  ]
  const [alone, beside] = await alternating(
    () => forwardAuth(server, database),
    async () => {
      on = true
      const load = await forwardAuth(server, database)
      on = false
      return load
    },
  )
  for (const timer of timers) clearInterval(timer)
  if (!alone || !beside) throw new Error('a load is missing')
  say('forward-auth during revocations and uses of a revoked key / without', ratio(beside.rate, alone.rate), {
    goal: '0.9',
    stretchGoal: '1',
    note: 'the client that revokes and uses it shares the two cores',
  })
}
