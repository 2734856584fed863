import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import { createUpstream, type Received } from '../../gateway/upstream.ts'
import type { Tier } from '../../schemas/tier.ts'
import { freePort } from '../kit/cluster.ts'
import { createDatabase, onPostgres } from '../kit/database.ts'
import { SECRET, signIn } from '../kit/people.ts'
import { Program, untilListening, wire } from '../kit/process.ts'

/** Of operators and services. */
export const SERVICE_TOKEN = 'a service token of the tests, 32 characters'
const SERVER = new URL('../../server.ts', import.meta.url).pathname

/** The embedded database is one process's. */
const INSTANCES = onPostgres ? 3 : 1

export interface Setup {
  gatewayPort: number
  upstreamPort: number
  keywardPorts: number[]
  folder: string
}

export interface Kind {
  name: 'nginx' | 'caddy'
  /** The header in which it passes the URI. */
  uriHeader: string
  /** Whether it can take a key in the query. */
  takesQuery: boolean
  start(setup: Setup): Promise<Program>
  /** Files in which it logs, besides its output. */
  logs(folder: string): string[]
}

type Headers = Record<string, string | string[]>

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** A gateway in front of keyward and an upstream: real processes on loopback, gone when the test ends. */
export async function open(t: Test, kind: Kind) {
  const folder = await mkdtemp(join(tmpdir(), `keyward-${kind.name}-`))
  t.teardown(() => rm(folder, { recursive: true, maxRetries: 5 }))
  const database = await openDatabase()
  t.teardown(database.close)
  const start = (port = 0) => startKeyward(kind, port, { ...database.env, DATA_DIR: join(folder, 'data') })
  const keywards = await Promise.all(Array.from({ length: INSTANCES }, () => start()))
  /** Ends an instance as an orchestrator does, and puts another in its place. */
  async function restart(at: number) {
    const old = keywards[at]
    await old?.program.end('SIGTERM')
    const renewed = await start(old?.port)
    renewed.program.output = `${old?.program.output}${renewed.program.output}`
    keywards[at] = renewed
    return old?.program.child.exitCode
  }
  t.teardown(() => Promise.all(keywards.map(({ program }) => program.end('SIGKILL'))))
  const received: Received[] = []
  const upstream = createUpstream(request => received.push(request))
  t.teardown(() => upstream.close().closeAllConnections())
  const setup = {
    folder,
    gatewayPort: await freePort(),
    upstreamPort: await freePort(),
    keywardPorts: keywards.map(({ port }) => port),
  }
  upstream.listen(setup.upstreamPort, '127.0.0.1')
  const gateway = await kind.start(setup)
  t.teardown(() => gateway.end())
  await untilListening(setup.gatewayPort)

  const secrets = new Set([SECRET, SERVICE_TOKEN])
  async function logs() {
    const files = await Promise.all(kind.logs(folder).map(file => readFile(file, 'utf8')))
    return { gateway: [gateway.output, ...files].join('\n'), keyward: keywards.map(k => k.program.output).join('\n') }
  }

  const port = setup.gatewayPort
  const ask = (path: string, headers: Headers = {}, options: Options = {}) => send(port, path, headers, options)

  /** Somebody with a key, made and to be revoked through the gateway. */
  async function customer(tier: Tier) {
    const person = await signIn(tier)
    secrets.add(person.cookie.replace('sb-access-token=', ''))
    const body = JSON.stringify({ name: 'of the gateway test' })
    const headers = { cookie: person.cookie, 'content-type': 'application/json' }
    const reply = await ask('/api/v1/keys', headers, { method: 'POST', body })
    if (reply.status !== 201) throw new Error(`no key: ${reply.status} ${reply.body}`)
    const { id, key } = JSON.parse(reply.body) as { id: string; key: string }
    secrets.add(key)
    return { ...person, id, key, bearer: { authorization: `Bearer ${key}` } }
  }

  return { kind, port, ask, customer, received, keywards, restart, secrets, logs, database }
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

async function startKeyward({ uriHeader }: Kind, port: number, env: NodeJS.ProcessEnv) {
  const program = new Program(process.execPath, [SERVER], {
    ...env,
    PORT: String(port),
    SUPABASE_JWT_SECRET: SECRET,
    ADMIN_TOKEN: SERVICE_TOKEN,
    VERIFY_TOKEN: SERVICE_TOKEN,
    TRUST_PROXY: '127.0.0.1',
    FORWARDED_URI_HEADER: uriHeader,
    ANONYMOUS_LIMIT_PER_MINUTE: '100000',
  })
  return { program, port: Number(await program.written(/listens on http:\/\/127\.0\.0\.1:(\d+)/)) }
}

interface Options {
  method?: string
  body?: string
  localAddress?: string
}

/** One request with its own connection, its path and headers exactly as given. */
async function send(port: number, path: string, headers: Headers, options: Options): Promise<Answer> {
  const { method = 'GET', body, localAddress } = options
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  const request = httpRequest({
    port,
    host: '127.0.0.1',
    path,
    method,
    headers: { ...headers, ...length },
    agent: false,
    localAddress,
  })
  request.on('error', reject).on('response', async response => {
    try {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) })
    } catch (error) {
      reject(error)
    }
  })
  request.end(body)
  return promise
}
