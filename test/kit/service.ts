import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { getCompileCacheDir } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { SECRET } from './people.ts'
import { Program } from './process.ts'
import { copyTemplate } from './template.ts'

/** An instance in a separate process. */
export type Service = Program & { url: string }

/** A folder that is gone when the test ends. */
export async function dataFolder(t: Test) {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-'))
  t.teardown(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** A folder with a migrated database, because creating one takes the embedded PostgreSQL seconds. */
export async function preparedFolder(t: Test) {
  const folder = await dataFolder(t)
  const database = join(folder, 'postgres')
  await mkdir(database)
  await copyTemplate(database)
  return folder
}

/** The options with which tests run (.taprc): optimizing the embedded PostgreSQL costs more than a test gains. */
const NODE = [process.execPath, '--liftoff-only']
const NODE_COMPILE_CACHE = getCompileCacheDir()
/** A process writes its coverage, if tap wants it, when it ends by itself. */
const LAST_SIGNAL = process.env['_TAPJS_PROCESSINFO_COVERAGE_'] === '1' ? 'SIGTERM' : 'SIGKILL'

/** Options of Node: the heap limit of `npm start`, and those of the test. */
export const nodeOptions = (...more: string[]) =>
  [process.env['NODE_OPTIONS'] ?? '', '--max-old-space-size=256', '--max-semi-space-size=16', ...more].join(' ')

interface RunOptions {
  /** A command to which its own is appended. */
  through?: readonly string[]
  args?: readonly string[]
}

/** Runs a file of the project as a separate process, with only these settings. */
export const run = (t: Test, file: string, env: NodeJS.ProcessEnv, { through = [], args = [] }: RunOptions = {}) =>
  new Program(t, [...through, ...NODE, file, ...args], {
    env: { NODE_COMPILE_CACHE, ...env },
    lastSignal: LAST_SIGNAL,
    orphanSignal: 'SIGKILL',
  })

/** Starts the service on a free port and waits until it listens; sessions are signed by the tests' SECRET. */
export async function start(t: Test, env: NodeJS.ProcessEnv, options: RunOptions = {}): Promise<Service> {
  const program = run(t, 'server.ts', { PORT: '0', SUPABASE_JWT_SECRET: SECRET, ...env }, options)
  return Object.assign(program, { url: await program.written(/keyward listens on (http:[^\s"]+)["\n]/) })
}
