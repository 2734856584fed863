import { revokeKey, useKey } from './client.ts'
import { ownedKeys, type Seeded } from './databases.ts'
import { atTheirBest, file, forwardAuth, inTurns, keyward, withServers } from './loads.ts'
import { rate, ratio, type Say, told } from './report.ts'
import type { OwnedKey } from './revocation-window.ts'
import { type Server, startServer } from './servers.ts'
import { load } from './wrk.ts'

/** Where the keys begin that are revoked while others are used; nothing else uses them. */
const NUISANCE = 55_000

/** (a), (b), (c): against a Fastify that does nothing, and against a statement for every request. */
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
    const [b, c, d] = await inTurns(
      () => forwardAuth(ours, database),
      () => forwardAuth(single, database),
      () => forwardAuth(logging, database),
    )
    if (!best || !bestOfOurs || !b || !c || !d) throw new Error('a load is missing')
    say('bare Fastify route', rate(best.rate), { bar: best.rate, note: told(best) })
    say('forward-auth', rate(bestOfOurs.rate), { bar: bestOfOurs.rate, note: told(bestOfOurs) })
    say('forward-auth / bare Fastify route', ratio(bestOfOurs.rate, best.rate), { reach: '0.40', aim: '0.55' })
    say('forward-auth, 64 connections', rate(b.rate), { bar: b.rate, note: told(b) })
    say('forward-auth, one query per request', rate(c.rate), {
      bar: c.rate,
      note: `p99 ${c.p99} ms, ${c.failed} failed`,
    })
    say('forward-auth, LOG_LEVEL=info', rate(d.rate), { bar: d.rate, note: `p99 ${d.p99} ms` })
    say('forward-auth / one query per request', ratio(b.rate, c.rate), { reach: '3', aim: '5' })
    const restMs = Math.round((64 / (b.rate / 2)) * 1000)
    const half = await forwardAuth(ours, database, {}, restMs)
    say('p99 of forward-auth at half of its peak rate', `${half.p99} ms`, {
      reach: '10 ms',
      aim: '5 ms',
      note: `at ${rate(half.rate)}`,
    })
    await nuisance(ours, database, say)
  })
}

/** forward-auth while 1,000 keys are revoked per minute and a revoked key is used 1,000 times per second, and without. */
async function nuisance(server: Server, database: Seeded, say: Say) {
  const keys = await ownedKeys(database, NUISANCE, 1_000)
  const dead = keys.pop() as OwnedKey
  await revokeKey(server.url, dead)
  let on = false
  const timers = [
    setInterval(() => on && void revokeKey(server.url, keys.pop() ?? dead), 60),
    setInterval(() => {
      for (let use = 0; on && use < 10; use++) void useKey(server.url, dead.key)
    }, 10),
  ]
  const [alone, beside] = await inTurns(
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
    reach: '0.9',
    aim: '1',
    note: 'the client that revokes and uses it shares the two cores',
  })
}
