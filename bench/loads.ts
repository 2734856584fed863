import type { Seeded } from './databases.ts'
import { type Server, startServer } from './servers.ts'
import { type Load, type LoadOptions, load } from './wrk.ts'

/** What is compared is measured in turns, so that the machine's moods hit both; the median of the rounds counts. */
const ROUNDS = 3

export const file = (path: string) => new URL(path, import.meta.url).pathname

/** An instance of keyward on a seeded database. */
export const keyward = (database: Seeded, env: NodeJS.ProcessEnv = {}) =>
  startServer(file('../server.ts'), { DATABASE_URL: database.url, ...env })

/** Loads forward-auth with keys at random; each connection rests so many milliseconds between its requests. */
export const forwardAuth = ({ url }: Server, { inUse }: Seeded, options: LoadOptions = {}, restMs = 0) =>
  load(`${url}/forward-auth`, { script: file('random-keys.lua'), args: [inUse, String(restMs)], ...options })

/** @returns the median load of each measurement, by rate */
export async function inTurns(...measurements: (() => Promise<Load>)[]): Promise<Load[]> {
  const results: Load[][] = measurements.map(() => [])
  for (let round = 0; round < ROUNDS; round++)
    for (const [at, measure] of measurements.entries()) results[at]?.push(await measure())
  return results.map(loads => loads.sort((a, b) => a.rate - b.rate)[Math.floor(ROUNDS / 2)] as Load)
}

/** Does something with servers and stops them, whatever happens. */
export async function withServers<T>(servers: Server[], measure: () => Promise<T>): Promise<T> {
  try {
    return await measure()
  } finally {
    for (const server of servers) await server.stop()
  }
}
