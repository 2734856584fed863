import type { Test } from 'tap'
import type { Cluster } from '../../kit/cluster.ts'
import { startNginx } from '../../kit/nginx.ts'
import { freePort, untilListening } from '../../kit/process.ts'
import { dataFolder, nodeOptions, type Service, start } from '../../kit/service.ts'
import { SlowLink } from '../../kit/slow-link.ts'
import { type OwnedKey, seedKeys } from './keys.ts'

const INSTANCES = 3
export const POOL_MAX = 10
/** Keys that are never revoked, and that many users share. */
const GOOD = 80

/**
 * The setup for faults: three instances behind the nginx of `gateway/nginx.conf`, each with its own link to the
 * database. nginx asks the next instance when one does not answer, as by default: for uses and for DELETE, whose repeat
 * is harmless.
 */
export interface Stage {
  cluster: Cluster
  /** The link of each instance to the database. */
  links: readonly SlowLink[]
  /** The address for clients. */
  url: string
  instances: Service[]
  /** All that the instances have logged, including those that have ended. */
  log(): Promise<string>
  /** Keys that stay valid, and keys that are revoked once each. */
  good: readonly OwnedKey[]
  doomed: Iterator<OwnedKey, undefined>
  /** All of them by ID. */
  all: ReadonlyMap<string, OwnedKey>
  /** Puts another instance in the place of one that has ended. */
  replace(at: number): Promise<void>
}

interface Options {
  /** The number of keys to revoke. */
  doomed: number
  /** Settings of an instance in addition to the common ones. */
  env?: (at: number) => NodeJS.ProcessEnv
  /** Starts an instance in another way than with its stdout read by the test. */
  launch?: (at: number, settings: NodeJS.ProcessEnv) => Promise<Service>
  /** The log lines of instances that do not log to their stdout. */
  logs?: () => Promise<string>
}

export async function openStage(t: Test, cluster: Cluster, options: Options): Promise<Stage> {
  const { doomed, env = () => ({}), launch = (_, settings) => start(t, settings), logs = async () => '' } = options
  const links = await Promise.all(Array.from({ length: INSTANCES }, () => SlowLink.open(t, cluster.url)))
  const started: Service[] = []
  async function startAt(at: number, port?: number) {
    const service = await launch(at, { ...settings(links[at]?.url, port), ...env(at) })
    started.push(service)
    return service
  }
  const instances = await Promise.all(links.map((_, at) => startAt(at)))
  const ports = instances.map(({ url }) => Number(new URL(url).port))
  async function replace(at: number) {
    instances[at] = await startAt(at, ports[at])
  }
  const gatewayPort = await freePort()
  // No requested location leads to a separate upstream.
  await startNginx(t, { folder: await dataFolder(t), gatewayPort, upstreamPort: gatewayPort, keywardPorts: ports })
  await untilListening(gatewayPort)
  const keys = await seedKeys(cluster, GOOD + doomed)
  return {
    cluster,
    links,
    url: `http://127.0.0.1:${gatewayPort}`,
    instances,
    log: async () => started.map(({ output }) => output).join('') + (await logs()),
    good: keys.slice(0, GOOD),
    doomed: keys.slice(GOOD).values(),
    all: new Map(keys.map(key => [key.id, key])),
    replace,
  }
}

const settings = (databaseUrl: string | undefined, port: number | undefined) => ({
  DATABASE_URL: databaseUrl,
  DATABASE_POOL_MAX: String(POOL_MAX),
  ...(port && { PORT: String(port) }),
  TRUST_PROXY: '127.0.0.1',
  SESSION_LIMIT_PER_MINUTE: '1000000',
  LOG_LEVEL: 'error',
  NODE_OPTIONS: nodeOptions(),
})
