import type { Seeded } from './databases.ts'
import { type Server, startServer } from './servers.ts'
import { type Load, type LoadOptions, load } from './wrk.ts'

/** What is compared is measured in turns, so that the machine's moods hit both; the median of the rounds counts. */
const ROUNDS = 5
/** Where a side is at its best is looked for among these. */
const CONNECTIONS = [16, 32, 64, 128, 256, 512]
const LOOK_SECONDS = 3

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

/** One side of a comparison, under so many connections. */
type Side = (options: { connections: number; seconds?: number }) => Promise<Load>

/**
 * Loads each side with the number of connections at which it does best, in turns: under the same number for all, the
 * ratio would be one of latencies.
 */
export async function atTheirBest(...sides: Side[]): Promise<(Load & { connections: number })[]> {
  const best: number[] = []
  for (const side of sides) best.push(await bestConnections(side))
  const loads = await inTurns(...sides.map((side, at) => () => side({ connections: best[at] as number })))
  return loads.map((load, at) => ({ ...load, connections: best[at] as number }))
}

async function bestConnections(side: Side) {
  let best = { connections: 0, rate: 0 }
  for (const connections of CONNECTIONS) {
    const { rate } = await side({ connections, seconds: LOOK_SECONDS })
    if (rate > best.rate) best = { connections, rate }
  }
  return best.connections
}

/** Does something with servers and stops them, whatever happens. */
export async function withServers<T>(servers: Server[], measure: () => Promise<T>): Promise<T> {
  try {
    return await measure()
  } finally {
    for (const server of servers) await server.stop()
  }
}
