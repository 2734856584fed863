import type { Seeded } from './databases.ts'
import { type Server, startServer } from './servers.ts'
import { type Load, type LoadOptions, load } from './wrk.ts'

/**
 * Compared loads alternate for so many rounds, so that variations of the machine affect all of them. The median counts.
 */
const ROUNDS = 5
/** The numbers of connections that are tried for each side. */
const CONNECTIONS = [16, 32, 64, 128, 256, 512]
const LOOK_SECONDS = 3

export const file = (path: string) => new URL(path, import.meta.url).pathname

/** An instance of keyward on a seeded database. */
export const keyward = (database: Seeded, env: NodeJS.ProcessEnv = {}) =>
  startServer(file('../server.ts'), { DATABASE_URL: database.url, ...env })

/** Sends forward-auth requests with random keys. Each connection pauses between its requests. */
export const forwardAuth = ({ url }: Server, { inUse }: Seeded, options: LoadOptions = {}, pauseMs = 0) =>
  load(`${url}/forward-auth`, { script: file('random-keys.lua'), args: [inUse, String(pauseMs)], ...options })

/** @returns the median load of each measurement, by rate */
export async function alternating(...measurements: (() => Promise<Load>)[]): Promise<Load[]> {
  const results: Load[][] = measurements.map(() => [])
  for (let round = 0; round < ROUNDS; round++)
    for (const [at, measure] of measurements.entries()) results[at]?.push(await measure())
  return results.map(loads => loads.sort((a, b) => a.rate - b.rate)[Math.floor(ROUNDS / 2)] as Load)
}

/** One side of a comparison, with a given number of connections. */
type Side = (options: { connections: number; seconds?: number }) => Promise<Load>

/**
 * Alternates the sides, each with the number of connections at which it is fastest. With equal numbers, the ratio would
 * compare latencies.
 */
export async function atTheirBest(...sides: Side[]): Promise<(Load & { connections: number })[]> {
  const best: number[] = []
  for (const side of sides) best.push(await bestConnections(side))
  const loads = await alternating(...sides.map((side, at) => () => side({ connections: best[at] as number })))
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

/** Runs a measurement with servers, and stops them afterwards in any case. */
export async function withServers<T>(servers: Server[], measure: () => Promise<T>): Promise<T> {
  try {
    return await measure()
  } finally {
    for (const server of servers) await server.stop()
  }
}
