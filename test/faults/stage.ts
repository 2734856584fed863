import type { Test } from 'tap'
import type { Cluster } from '../kit/cluster.ts'
import { startNginx } from '../kit/nginx.ts'
import { freePort, untilListening } from '../kit/process.ts'
import { dataFolder, type Service, start } from '../kit/service.ts'
import { type OwnedKey, seedKeys } from './keys.ts'
import { Line } from './line.ts'

const INSTANCES = 3
export const POOL_MAX = 10
/** Keys that are never revoked, and that many users share. */
const GOOD = 80

/**
 * What is broken: three instances behind the nginx of `gateway/nginx.conf`, on a database that they reach by a line.
 * nginx asks the next instance when one does not answer, as it does by default: for uses and for DELETE, whose repeat
 * is harmless.
 */
export interface Stage {
  cluster: Cluster
  line: Line
  /** Where clients come in. */
  url: string
  instances: Service[]
  /** Keys that stay good, and those that are there to be revoked, once each. */
  good: readonly OwnedKey[]
  doomed: Iterator<OwnedKey, undefined>
  /** All of them by ID. */
  all: ReadonlyMap<string, OwnedKey>
  /** Puts another instance in the place of one that has ended. */
  replace(at: number): Promise<void>
}

interface Options {
  /** How many keys there are to be revoked. */
  doomed: number
  /** Settings of an instance besides the common ones. */
  env?: (at: number) => NodeJS.ProcessEnv
}

export async function openStage(t: Test, cluster: Cluster, { doomed, env = () => ({}) }: Options): Promise<Stage> {
  const { port } = new URL(cluster.url)
  const line = await Line.open(t, Number(port))
  const databaseUrl = cluster.url.replace(`:${port}/`, `:${line.port}/`)
  const startAt = (at: number, port = 0) => start(t, { ...settings(databaseUrl, port), ...env(at) })
  const instances = await Promise.all(Array.from({ length: INSTANCES }, (_, at) => startAt(at)))
  const ports = instances.map(({ url }) => Number(new URL(url).port))
  async function replace(at: number) {
    instances[at] = await startAt(at, ports[at])
  }
  const gatewayPort = await freePort()
  // No location that leads to an upstream of its own is asked for here.
  await startNginx(t, { folder: await dataFolder(t), gatewayPort, upstreamPort: gatewayPort, keywardPorts: ports })
  await untilListening(gatewayPort)
  const keys = await seedKeys(cluster, GOOD + doomed)
  return {
    cluster,
    line,
    url: `http://127.0.0.1:${gatewayPort}`,
    instances,
    good: keys.slice(0, GOOD),
    doomed: keys.slice(GOOD).values(),
    all: new Map(keys.map(key => [key.id, key])),
    replace,
  }
}

const settings = (databaseUrl: string, port: number) => ({
  DATABASE_URL: databaseUrl,
  DATABASE_POOL_MAX: String(POOL_MAX),
  PORT: String(port),
  TRUST_PROXY: '127.0.0.1',
  LOG_LEVEL: 'error',
})
