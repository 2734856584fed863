import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export const SECRET = 'the secret of the benchmark, long enough for HS256'

/** The memory options of `npm start` and the Dockerfile. */
const MEMORY = ['--max-semi-space-size=16', '--max-old-space-size=256']

export interface Server {
  url: string
  process: ChildProcess
  stop(): Promise<void>
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}

/** Starts a script as a separate process, as in production, and waits until it responds. */
export async function startServer(script: string, env: NodeJS.ProcessEnv = {}): Promise<Server> {
  const port = await freePort()
  const child = spawn(process.execPath, [...MEMORY, script], {
    env: { ...process.env, LOG_LEVEL: 'warn', SUPABASE_JWT_SECRET: SECRET, PORT: String(port), ...env },
    stdio: ['ignore', env['LOG_LEVEL'] === 'info' ? 'ignore' : 'inherit', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`${script} did not start`)
    await sleep(100)
  }
  return { url, process: child, stop: () => stop(child) }
}

async function stop(child: ChildProcess) {
  child.kill('SIGTERM')
  await once(child, 'exit')
}

const answers = (url: string) =>
  fetch(`${url}/healthz`).then(
    reply => reply.ok,
    () => false,
  )
