import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'

export const ROOT = new URL('../..', import.meta.url).pathname
/** nginx is installed in a folder that is only in root's PATH. */
const PATH = `${process.env['PATH']}:/usr/sbin`
const SETPRIV = '/usr/bin/setpriv'

/** Whether a program is installed. In CI, where everything must run, it must be. */
export const installed = (program: string) =>
  process.env['CI'] === 'true' || spawnSync('which', [program], { env: { PATH } }).status === 0

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  output: string
}

interface Options {
  /** Its environment, with PATH and NODE_OPTIONS added. */
  env?: NodeJS.ProcessEnv
  cwd?: string
  /** Whether it and what it starts are a process group, to be ended together. */
  group?: boolean
  /** How the test ends it, if it has not ended by then. */
  lastSignal?: NodeJS.Signals
  /** How the kernel ends it if the test's process dies. */
  orphanSignal?: NodeJS.Signals
}

/** A real process and its output. */
export class Program {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** The output so far, of both streams. */
  output = ''
  readonly #group: boolean

  /** Starts a program that is gone when the test ends, and also when the test is killed. */
  constructor(t: Test, command: readonly string[], options: Options = {}) {
    const { env = {}, cwd = ROOT, group = false, lastSignal = 'SIGKILL', orphanSignal = lastSignal } = options
    const [file = '', ...args] = [...mortal(orphanSignal), ...command]
    const { NODE_OPTIONS } = process.env
    this.#group = group
    this.child = spawn(file, args, {
      cwd,
      detached: group,
      env: { PATH, NODE_OPTIONS, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', chunk => {
        this.output += String(chunk)
      })
    this.ended = once(this.child, 'close').then(([code, signal]) => ({ code, signal, output: this.output }))
    t.teardown(() => this.end(lastSignal))
  }

  /** @returns the first group of a pattern, once the program has written it */
  written(pattern: RegExp): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const look = () => {
      const found = pattern.exec(this.output)
      if (found) resolve(found[1] ?? found[0])
    }
    look()
    this.child.stdout?.on('data', look)
    this.child.stderr?.on('data', look)
    this.ended.then(end =>
      reject(new Error(`it ended with ${end.code ?? end.signal} before ${pattern}: ${end.output}`)),
    )
    return promise
  }

  /** Ends it by a signal and waits for its end. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.signal(signal)
    return this.ended
  }

  signal(signal: NodeJS.Signals) {
    process.kill(this.#group ? -Number(this.child.pid) : Number(this.child.pid), signal)
  }
}

/** The command through which a program runs that must not outlive its parent; only Linux has this. */
const mortal = (signal: NodeJS.Signals) => (existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', signal, '--'] : [])

/** The command through which root runs a program without the privilege to write to read-only files. */
export const asOrdinaryUser =
  process.getuid?.() === 0 ? [SETPRIV, '--bounding-set', '-dac_override,-dac_read_search', '--'] : []

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** Waits for a server that does not report when it listens. */
export async function untilListening(port: number, host = '127.0.0.1') {
  for (;;) {
    const socket = connect(port, host)
    const open = await once(socket, 'connect').catch(() => false)
    socket.destroy()
    if (open) return
    await sleep(20)
  }
}
