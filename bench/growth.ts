import { readFile } from 'node:fs/promises'
import type { Seeded } from './databases.ts'
import { alternating, forwardAuth, keyward, withServers } from './loads.ts'
import { rate, ratio, type Say } from './report.ts'
import type { Server } from './servers.ts'

/** (e): forward-auth with different numbers of keys, compared with the first. */
export async function growth(databases: Seeded[], say: Say) {
  const servers: Server[] = []
  for (const database of databases) servers.push(await keyward(database))
  await withServers(servers, async () => {
    const loads = await alternating(
      ...databases.map((database, at) => () => forwardAuth(servers[at] as Server, database)),
    )
    for (const [at, { rate: one }] of loads.entries()) {
      const keys = databases[at]?.keys.toLocaleString('en')
      say(`forward-auth at ${keys} keys`, rate(one), { bar: one })
      if (at > 0)
        say(`forward-auth at ${keys} keys / with the fewest keys`, ratio(one, loads[0]?.rate ?? 0), {
          goal: '0.85',
          stretchGoal: '0.95',
        })
    }
  })
}

/** Resident memory of an instance over a number of authorizations. */
export async function memory(database: Seeded, authorizations: number, say: Say) {
  const server = await keyward(database)
  await withServers([server], async () => {
    const samples: number[] = []
    let done = 0
    while (done < authorizations) {
      const { rate } = await forwardAuth(server, database, { seconds: 15 })
      done += rate * 15
      samples.push(await residentMegabytes(server))
    }
    const half = samples[Math.floor(samples.length / 2)] ?? 0
    say('resident memory of an instance', `${samples.at(-1)} MB`, {
      goal: 'below 220 MB',
      stretchGoal: '150 MB',
      note: `after ${(done / 1e6).toFixed(1)} million authorizations; ${half} MB after half of them`,
    })
  })
}

async function residentMegabytes(server: Server) {
  const status = await readFile(`/proc/${server.process.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024)
}
