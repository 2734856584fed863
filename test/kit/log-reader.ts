import { spawnSync } from 'node:child_process'
import { constants, openSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import type { Test } from 'tap'
import { SECRET } from './people.ts'
import { freePort, ROOT, untilListening } from './process.ts'
import { dataFolder, run, type Service } from './service.ts'

/** The reader of a named pipe. It can stop reading, leave and return, like a log shipper. */
export class LogReader {
  readonly path: string
  text = ''
  #fd: number
  #socket: Socket | undefined

  private constructor(path: string) {
    this.path = path
    this.#fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  }

  static async open(t: Test) {
    const path = join(await dataFolder(t), 'log')
    spawnSync('mkfifo', [path])
    const reader = new LogReader(path)
    t.teardown(() => reader.leave())
    return reader
  }

  /** Starts reading, the first time only once a writer has opened the pipe: before, the pipe is at its end. */
  read() {
    if (this.#socket) return void this.#socket.resume()
    const socket = new Socket({ fd: this.#fd, readable: true, writable: false })
    socket.on('data', chunk => {
      this.text += String(chunk)
    })
    this.#socket = socket
  }

  stall() {
    this.#socket?.pause()
  }

  leave() {
    this.#socket?.destroy()
    this.#socket = undefined
  }

  comeBack() {
    this.#fd = openSync(this.path, constants.O_RDONLY | constants.O_NONBLOCK)
    this.read()
  }
}

/**
 * Starts the service with its stdout redirected to a path, as a shell does it.
 * @param through what to run the shell through
 */
export async function startWriting(
  t: Test,
  env: NodeJS.ProcessEnv,
  { redirect, through = [] }: { redirect: string; through?: readonly string[] },
): Promise<Service> {
  const port = await freePort()
  const settings = { PORT: String(port), SUPABASE_JWT_SECRET: SECRET, ...MANY, ...env }
  const shell = [...through, 'sh', '-c', `cd "$0" && exec "$@" ${redirect}`, ROOT]
  const program = run(t, 'server.ts', settings, { through: shell })
  await Promise.race([untilListening(port), program.ended.then(({ output }) => Promise.reject(new Error(output)))])
  return Object.assign(program, { url: `http://127.0.0.1:${port}` })
}

/** The limits are high, because these tests are not about them. */
const MANY = { SESSION_LIMIT_PER_MINUTE: '1000000', ANONYMOUS_LIMIT_PER_MINUTE: '1000000' }
