import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { createUpstream, type Received } from '../../gateway/upstream.ts'
import type { Tier } from '../../schemas/tier.ts'
import { createDatabase, onPostgres } from '../kit/database.ts'
import { type Ask, ask as askAt } from '../kit/http.ts'
import { SECRET, signIn } from '../kit/people.ts'
import { freePort, type Program, untilListening } from '../kit/process.ts'
import { dataFolder, start as startService } from '../kit/service.ts'
import { wire } from './wire.ts'

/** The token of operators and of services. */
export const SERVICE_TOKEN = 'a service token of the tests, 32 characters'

/** The embedded database serves a single process. */
const INSTANCES = onPostgres ? 3 : 1

/** On a busy machine, a creation can get a 503. */
const CREATE_TRIES = 5

export interface Setup {
  gatewayPort: number
  upstreamPort: number
  keywardPorts: number[]
  folder: string
  /** What an operator changes in the gateway's file. */
  edit?(text: string): string
}

/** A deployment that is not the published one. */
interface Deployment {
  /** Settings of keyward. */
  env?: NodeJS.ProcessEnv
  edit?: Setup['edit']
}

export interface Kind {
  name: 'nginx' | 'caddy'
  /** The header in which the gateway sends the URI. */
  uriHeader: string
  /** Whether a key in the query is accepted. */
  takesQuery: boolean
  start(t: Test, setup: Setup): Promise<Program>
  /** Log files, in addition to the output. */
  logs(folder: string): string[]
}

type Headers = Ask['headers']

/** A gateway in front of keyward and an upstream, as real processes on loopback that end with the test. */
export async function open(t: Test, kind: Kind, { env = {}, edit }: Deployment = {}) {
  const folder = await dataFolder(t)
  const database = await openDatabase()
  t.teardown(database.close)
  const start = (port = 0) => startKeyward(t, kind, port, { ...database.env, DATA_DIR: join(folder, 'data'), ...env })
  const keywards = await Promise.all(Array.from({ length: INSTANCES }, () => start()))
  /** Ends an instance as an orchestrator does, and starts another on the same port. */
  async function restart(at: number) {
    const old = keywards[at]
    const ended = await old?.end('SIGTERM')
    const renewed = await start(Number(new URL(old?.url ?? '').port))
    renewed.output = `${ended?.output}${renewed.output}`
    keywards[at] = renewed
    return ended?.code
  }
  const received: Received[] = []
  const upstream = createUpstream(request => received.push(request))
  t.teardown(() => upstream.close().closeAllConnections())
  const setup = {
    folder,
    gatewayPort: await freePort(),
    upstreamPort: await freePort(),
    keywardPorts: keywards.map(({ url }) => Number(new URL(url).port)),
    ...(edit && { edit }),
  }
  upstream.listen(setup.upstreamPort, '127.0.0.1')
  const gateway = await kind.start(t, setup)
  await untilListening(setup.gatewayPort)

  const secrets = new Set([SECRET, SERVICE_TOKEN])
  async function logs() {
    const files = await Promise.all(kind.logs(folder).map(file => readFile(file, 'utf8')))
    return { gateway: [gateway.output, ...files].join('\n'), keyward: keywards.map(({ output }) => output).join('\n') }
  }

  const port = setup.gatewayPort
  const ask = (path: string, headers: Headers = {}, options: Ask = {}) => askAt({ port }, path, { headers, ...options })

  /** A person with a key that was created through the gateway. */
  async function customer(tier: Tier) {
    const person = await signIn(tier)
    secrets.add(person.cookie.replace('sb-access-token=', ''))
    const creation = { cookie: person.cookie, method: 'POST', body: { name: 'of the gateway test' } }
    let reply = await ask('/api/v1/keys', {}, creation)
    for (let tries = 1; reply.status === 503 && tries < CREATE_TRIES; tries++)
      reply = await ask('/api/v1/keys', {}, creation)
    if (reply.status !== 201) throw new Error(`no key: ${reply.status} ${reply.body}`)
    const { id, key } = reply.json() as { id: string; key: string }
    secrets.add(key)
    return { ...person, id, key, bearer: { authorization: `Bearer ${key}` } }
  }

  return { kind, setup, port, ask, customer, received, keywards, restart, secrets, logs, database }
}

export type Gateway = Awaited<ReturnType<typeof open>>

async function openDatabase() {
  if (!onPostgres) return { env: {}, cut() {}, mend() {}, close: async () => {} }
  const { connections, url = '', drop } = await createDatabase()
  const direct = new URL(url)
  const line = await wire({ host: direct.hostname, port: Number(direct.port || 5432) })
  const wired = new URL(url)
  wired.host = `127.0.0.1:${line.port}`
  async function close() {
    line.cut()
    await connections.db.destroy()
    await connections.reserved.destroy()
    await drop()
  }
  return { env: { DATABASE_URL: wired.href }, ...line, close }
}

const startKeyward = (t: Test, { uriHeader }: Kind, port: number, env: NodeJS.ProcessEnv) =>
  startService(t, {
    ...env,
    PORT: String(port),
    ADMIN_TOKEN: SERVICE_TOKEN,
    VERIFY_TOKEN: SERVICE_TOKEN,
    TRUST_PROXY: '127.0.0.1',
    FORWARDED_URI_HEADER: uriHeader,
    ANONYMOUS_LIMIT_PER_MINUTE: '100000',
  })
