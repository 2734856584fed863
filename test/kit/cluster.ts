import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { appendFile, chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Test } from 'tap'
import { onlyExhaustive } from './exhaustive.ts'
import { freePort, Program, ROOT } from './process.ts'
import { dataFolder } from './service.ts'
import { root } from './together.ts'
import { unless } from './unless.ts'
import { until } from './until.ts'

/** A statement, with its values if it has any. */
type Statement = string | { text: string; values: unknown[] }

const VERSIONS = '/usr/lib/postgresql'
/** PostgreSQL does not run as root. */
const AS_POSTGRES =
  process.getuid?.() === 0 ? ['setpriv', '--reuid', 'postgres', '--regid', 'postgres', '--init-groups', '--'] : []

/** Whether PostgreSQL's programs are installed, so that a test can have a server to break. CI must have them. */
export const hasPostgres =
  process.env['CI'] !== undefined ||
  (existsSync(VERSIONS) && readdirSync(VERSIONS).some(version => existsSync(join(VERSIONS, version, 'bin/initdb'))))

/** Where the programs of the newest PostgreSQL are. */
export const postgresPrograms = () =>
  join(
    VERSIONS,
    readdirSync(VERSIONS)
      .toSorted((a, b) => Number(a) - Number(b))
      .at(-1) ?? '',
    'bin',
  )

/** A test on its own PostgreSQL server. If it is skipped, its name says why. */
export function onCluster(
  name: string,
  body: (t: Test, cluster: Cluster) => Promise<void>,
  alsoMissing: string | false = false,
) {
  const missing = onlyExhaustive('starting a server takes a while') || (!hasPostgres && 'PostgreSQL is not installed')
  return root().test(...unless(missing || alsoMissing, name), async t => body(t, await Cluster.start(t)))
}

/** A PostgreSQL server for one test, to be stopped, frozen and cut off. */
export class Cluster {
  readonly url: string
  readonly #start: () => Program
  readonly #folder: string
  #server: Program

  private constructor(t: Test, folder: string, port: number, through: readonly string[]) {
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`
    this.#folder = folder
    this.#start = () =>
      new Program(t, [...through, join(ROOT, '.ci/postgres'), 'run', folder, String(port)], {
        lastSignal: 'SIGQUIT',
        orphanSignal: 'SIGKILL',
      })
    this.#server = this.#start()
  }

  /** @param disk where its data is, and a command through which programs see that disk; a new folder if omitted */
  static async start(t: Test, disk?: { folder: string; through: readonly string[] }): Promise<Cluster> {
    const { folder, through } = disk ?? { folder: await dataFolder(t), through: [] }
    const cluster = new Cluster(t, folder, await freePort(), through)
    await cluster.#isReady()
    return cluster
  }

  /** Starts a standby of this server, under the name that `synchronous_standby_names` may mention. */
  async standby(t: Test, name: string): Promise<Cluster> {
    const [folder, port] = [await dataFolder(t), await freePort()]
    await chmod(folder, 0o755)
    if (AS_POSTGRES.length > 0) spawnSync('chown', ['postgres', folder])
    const [program = '', ...args] = [...AS_POSTGRES, join(postgresPrograms(), 'pg_basebackup')]
    const data = join(folder, 'data')
    const from = `${this.url}?application_name=${name}`
    const copy = spawnSync(program, [...args, '--pgdata', data, '--write-recovery-conf', '--dbname', from])
    if (copy.status !== 0) throw new Error(String(copy.stderr))
    await appendFile(join(data, 'postgresql.conf'), `port = ${port}\nunix_socket_directories = '${folder}'\n`)
    const standby = new Cluster(t, folder, port, [])
    await standby.#isReady()
    return standby
  }

  async #isReady() {
    await this.#server.written(/ready to accept (read-only )?connections/)
  }

  /** Ends it like a crash: data that is not on disk is lost. */
  async crash() {
    await this.end('SIGQUIT')
  }

  /** Ends it: SIGINT is a fast shutdown, SIGQUIT an immediate one, and SIGKILL a crash. */
  async end(signal: NodeJS.Signals) {
    await this.#server.end(signal)
  }

  /** Whether it ends on its own within a time. */
  endsWithin(milliseconds: number): Promise<boolean> {
    return Promise.race([this.#server.ended.then(() => true), sleep(milliseconds, false)])
  }

  /** Waits until it accepts connections and statements. */
  async accepts() {
    await until(() => this.query('select 1').catch(() => undefined))
  }

  async restart() {
    this.#server = this.#start()
    await this.#isReady()
  }

  /** Restarts it as a standby without a primary, until `pg_promote()`. */
  async restartAsStandby() {
    await this.crash()
    await writeFile(join(this.#folder, 'data/standby.signal'), '')
    await this.restart()
  }

  /** Sends a signal to the server and all of its processes. */
  async signal(signal: NodeJS.Signals) {
    const [postmaster = ''] = (await readFile(join(this.#folder, 'data/postmaster.pid'), 'utf8')).split('\n')
    const children = await readFile(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')
    for (const pid of [postmaster, ...children.split(' ').filter(Boolean)]) send(Number(pid), signal)
  }

  /** Runs statements on a connection separate from the service's. */
  query(...statements: Statement[]) {
    return queryAt(this.url, ...statements)
  }

  /** Ends every other connection. */
  async terminateAll() {
    await this.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()')
  }
}

/** Runs statements on a new connection. @returns the rows of the last one */
export async function queryAt(url: string, ...statements: Statement[]) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // of a server that goes away: the statement fails, and that is enough
  try {
    await client.connect()
    const results = []
    for (const statement of statements) results.push(await client.query(statement))
    return results.at(-1)?.rows ?? []
  } finally {
    await client.end()
  }
}

/** A process may end by itself after it was listed. */
function send(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
