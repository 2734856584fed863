import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Test } from 'tap'
import { SECRET } from './people.ts'

const ROOT = new URL('../..', import.meta.url).pathname
const START_MS = 60_000
const TEMPLATE = new URL('../../.tap/template.tar', import.meta.url).pathname

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  output: string
}

export interface Service {
  url: string
  child: ChildProcess
  /** What it has written so far, to both streams. */
  output(): string
  /** Ends it by a signal and waits for its end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>
}

/** A data folder that is gone when the test ends. */
export async function dataFolder(t: Test) {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** The same with a migrated database in it: to make one takes the embedded PostgreSQL seconds. */
export async function preparedFolder(t: Test) {
  const folder = await dataFolder(t)
  const database = join(folder, 'postgres')
  await mkdir(database)
  await promisify(execFile)('tar', ['-xf', TEMPLATE, '-C', database, '--no-same-owner'])
  return folder
}

/** To root nothing is read-only, unless it gives that privilege up: what to run a program through. */
export const asOrdinaryUser =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'] : []

/** Runs a file of the project as a process of its own, with these settings and no others. */
export function run(
  t: Test,
  file: string,
  env: NodeJS.ProcessEnv,
  { through = [] as string[], args = [] as string[] } = {},
) {
  const [command = '', ...rest] = [...through, process.execPath, join(ROOT, file), ...args]
  const { PATH, NODE_OPTIONS, NODE_V8_COVERAGE } = process.env
  const child = spawn(command, rest, { cwd: ROOT, env: { PATH, NODE_OPTIONS, NODE_V8_COVERAGE, ...env } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal, output }))
  t.teardown(() => child.kill('SIGKILL'))
  return { child, ended, output: () => output }
}

/** Starts the service on a free port and waits until it listens; sessions are signed by the tests' SECRET. */
export async function start(t: Test, env: NodeJS.ProcessEnv): Promise<Service> {
  const { child, ended, output } = run(t, 'server.ts', { PORT: '0', SUPABASE_JWT_SECRET: SECRET, ...env })
  const url = await listening(child, output, ended)
  async function stop(signal: NodeJS.Signals = 'SIGTERM') {
    child.kill(signal)
    return ended
  }
  return { url, child, output, stop }
}

function listening(child: ChildProcess, output: () => string, ended: Promise<Ended>): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const timer = setTimeout(() => reject(new Error(`it does not listen: ${output()}`)), START_MS)
  child.stdout?.on('data', () => {
    const url = /keyward listens on (http:\S+)\n/.exec(output())?.[1]
    if (url) resolve(url)
  })
  void ended.then(end => reject(new Error(`it ended with ${end.code ?? end.signal}: ${end.output}`)))
  return promise.finally(() => clearTimeout(timer))
}

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  body: any
  milliseconds: number
}

/** One request with a JSON answer. @param cookie whose session, if anybody's */
export async function ask(
  service: { url: string },
  path: string,
  { cookie, key, method = 'GET', body }: { cookie?: string; key?: string; method?: string; body?: unknown } = {},
): Promise<Answer> {
  const start = performance.now()
  const response = await fetch(service.url + path, {
    method,
    headers: {
      ...(cookie && { cookie }),
      ...(key && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    redirect: 'manual',
  })
  const text = await response.text()
  const milliseconds = performance.now() - start
  return { status: response.status, headers: response.headers, body: text && JSON.parse(text), milliseconds }
}
