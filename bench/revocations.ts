import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { useKey } from './client.ts'
import { IN_USE, ownedKeys, type Seeded } from './databases.ts'
import { exactLimits } from './exact-limits.ts'
import { atTheirBest, file, forwardAuth, keyward, withServers } from './loads.ts'
import { pgbench } from './pgbench.ts'
import { detailsOf, rate, ratio, type Say } from './report.ts'
import { revocationWindow } from './revocation-window.ts'
import { load } from './wrk.ts'

/** The most clients for pgbench: the server has few more connection slots. */
const MOST_CLIENTS = 128

/** (d): DELETE compared with pgbench and the same statement, both for random keys. */
export async function revocations(folder: string, database: Seeded, say: Say) {
  const { url, keys, accounts } = database
  const owned = join(folder, 'owned.txt')
  const all = await ownedKeys(database, 0, Math.ceil(keys / database.every))
  await writeFile(owned, all.map(({ id, token }) => `${id}\t${token}\n`).join(''))
  const server = await keyward(database)
  await withServers([server], async () => {
    const [ours, theirs] = await atTheirBest(
      options => load(server.url, { ...options, script: file('random-revocations.lua'), args: [owned] }),
      async ({ connections, ...options }) => ({
        rate: connections > MOST_CLIENTS ? 0 : await pgbench(url, { keys, accounts, clients: connections, ...options }),
        ...{ p50: 0, p99: 0, failed: 0 },
      }),
    )
    if (!ours || !theirs) throw new Error('a load is missing')
    say('DELETE', rate(ours.rate), { bar: ours.rate, note: detailsOf(ours) })
    say('pgbench with the same statement', rate(theirs.rate), {
      bar: theirs.rate,
      note: `${theirs.connections} clients`,
    })
    say('DELETE / pgbench', ratio(ours.rate, theirs.rate), { goal: '0.45', stretchGoal: '0.60' })
  })
}

/** (f) one, two and three instances; (g) the revocation window, idle and loaded; exact limits. */
export async function instances(database: Seeded, pairs: number, say: Say) {
  const servers = [await keyward(database), await keyward(database), await keyward(database)]
  await withServers(servers, async () => {
    for (const count of [1, 2, 3]) {
      const connections = Math.round(64 / count)
      const loads = await Promise.all(servers.slice(0, count).map(one => forwardAuth(one, database, { connections })))
      const sum = loads.reduce((total, one) => total + one.rate, 0)
      say(`forward-auth over ${count} instance${count > 1 ? 's' : ''}`, rate(sum), { bar: sum })
    }
    const urls = servers.map(({ url }) => url)
    const keys = await ownedKeys(database, IN_USE, pairs)
    const idle = await revocationWindow(urls, keys.slice(0, pairs / 2))
    sayWindow('idle', idle, say)
    const [loaded] = await Promise.all([
      revocationWindow(urls, keys.slice(pairs / 2)),
      ...servers.map(one => forwardAuth(one, database, { connections: 16, seconds: 20 }, 8)),
    ])
    sayWindow('loaded', loaded, say)
    const fresh = await ownedKeys(database, IN_USE + pairs, 10)
    await Promise.all(fresh.map(({ key }) => useKey(urls[0] ?? '', key)))
    const { over, under, accounts } = await exactLimits(
      urls,
      fresh.map(({ key }) => key),
    )
    say('admitted over the limit, or rejected under it', `${over + under}`, {
      goal: '0',
      stretchGoal: '0',
      note: `3 instances, ${accounts} accounts at twice their per-minute limit`,
    })
  })
}

type Window = Awaited<ReturnType<typeof revocationWindow>>

function sayWindow(state: string, { pairs, stale, undecided, p50, p99 }: Window, say: Say) {
  say(`use accepted after a DELETE's response, ${state}`, `${stale}`, {
    goal: '0',
    stretchGoal: '0',
    note: `${pairs} pairs over 3 instances, ${undecided} undecided`,
  })
  say(`from a DELETE's response to the 401s, ${state}`, `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`)
}
