import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import tap, { type Test } from 'tap'
import { unless } from './unless.ts'

const run = promisify(execFile)
const SCRIPT = new URL('../../.ci/postgres', import.meta.url).pathname
const VERSIONS = '/usr/lib/postgresql'

/** Whether PostgreSQL's programs are here, so that a server can be had that may be broken. CI must have them. */
const hasPostgres =
  process.env['CI'] !== undefined ||
  (existsSync(VERSIONS) && readdirSync(VERSIONS).some(version => existsSync(join(VERSIONS, version, 'bin/initdb'))))

/** A test on a server of its own; where there can be none, its name says why it is skipped. */
export function onCluster(name: string, body: (t: Test, cluster: Cluster) => Promise<void>) {
  const missing = !hasPostgres && 'PostgreSQL is not installed'
  return tap.test(...unless(missing, name, { timeout: 120_000 }), async t => body(t, await Cluster.start(t)))
}

/** A PostgreSQL server of the test's own, to be stopped, frozen and cut off. */
export class Cluster {
  readonly url: string
  readonly #folder: string
  readonly #port: number

  private constructor(folder: string, port: number, url: string) {
    this.#folder = folder
    this.#port = port
    this.url = url
  }

  static async start(t: Test): Promise<Cluster> {
    const folder = await mkdtemp(join(tmpdir(), 'keyward-postgres-'))
    const port = await freePort()
    t.teardown(async () => {
      execFileSync(SCRIPT, ['stop', folder], { stdio: 'ignore' })
      await rm(folder, { recursive: true, force: true })
    })
    const { stdout } = await run(SCRIPT, ['start', folder, String(port)])
    return new Cluster(folder, port, stdout.trim())
  }

  /** Ends it as a crash does: nothing is written that was not on disk. */
  async crash() {
    await run(SCRIPT, ['stop', this.#folder])
  }

  async restart() {
    await run(SCRIPT, ['start', this.#folder, String(this.#port)])
  }

  /** Sends a signal to the server and all of its processes. */
  async signal(signal: NodeJS.Signals) {
    const [postmaster = ''] = (await readFile(join(this.#folder, 'data/postmaster.pid'), 'utf8')).split('\n')
    const children = await readFile(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')
    for (const pid of [postmaster, ...children.split(' ').filter(Boolean)]) process.kill(Number(pid), signal)
  }

  /** Runs statements on a connection beside the service's. */
  query(...statements: string[]) {
    return queryAt(this.url, ...statements)
  }

  /** Ends every connection but the one that asks. */
  async terminateAll() {
    await this.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()')
  }
}

/** Runs statements on a connection of their own. @returns the rows of the last */
export async function queryAt(url: string, ...statements: string[]) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const results = []
    for (const statement of statements) results.push(await client.query(statement))
    return results.at(-1)?.rows ?? []
  } finally {
    await client.end()
  }
}

export async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number }
    server.close(() => resolve(port))
  })
  return promise
}
