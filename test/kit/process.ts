import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './cluster.ts'

const PATH = `${process.env['PATH']}:/usr/sbin`

/** Whether a program is installed here. Where everything must run (CI) it has to be. */
export const installed = (program: string) =>
  process.env['CI'] === 'true' || spawnSync('which', [program], { env: { PATH } }).status === 0

/** A real process, and all that it wrote. */
export class Program {
  readonly child: ChildProcess
  output = ''

  constructor(command: string, args: string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(command, args, { env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.output += String(chunk)
      })
  }

  /** @returns the first group of a pattern, once the process has written it */
  async written(pattern: RegExp) {
    for (;;) {
      const found = pattern.exec(this.output)?.[1]
      if (found !== undefined) return found
      if (this.child.exitCode !== null) throw new Error(`ended before ${pattern}: ${this.output}`)
      await sleep(20)
    }
  }

  async end(signal: NodeJS.Signals = 'SIGTERM') {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    this.child.kill(signal)
    await once(this.child, 'exit')
  }
}

export async function untilListening(port: number) {
  for (let tries = 0; tries < 250; tries++) {
    const socket = connect(port, '127.0.0.1')
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (open) return
    await sleep(20)
  }
  throw new Error(`nothing listens on ${port}`)
}

/** A wire to a server that can be cut and mended: what is on it is lost, and new connections are refused. */
export async function wire(to: { port: number; host: string }) {
  const port = await freePort()
  const sockets = new Set<Socket>()
  const open = () =>
    createServer(near => {
      const far = connect(to)
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(one)
        one.on('error', () => other.destroy()).on('close', () => other.destroy() && sockets.delete(one))
        one.pipe(other)
      }
    }).listen(port, '127.0.0.1')
  let server = open()
  return {
    port,
    cut() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      server = open()
    },
  }
}
