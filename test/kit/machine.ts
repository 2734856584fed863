import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Test } from 'tap'
import { Program } from './process.ts'

const NAMESPACE = ['--pid', '--fork', '--kill-child=KILL', '--mount-proc', '--']
/** Without root, a user namespace is needed first, in which the option to end with the parent is lost. */
const UNSHARE =
  process.getuid?.() === 0
    ? ['unshare', ...NAMESPACE]
    : ['unshare', '--user', '--map-current-user', '--', 'setpriv', '--pdeathsig', 'KILL', '--', 'unshare', ...NAMESPACE]
const [UNSHARE_PROGRAM = '', ...UNSHARE_ARGUMENTS] = UNSHARE

/** Whether the kernel allows the namespaces of a machine. */
export const hasMachines = () => spawnSync(UNSHARE_PROGRAM, [...UNSHARE_ARGUMENTS, 'true']).status === 0

/**
 * Programs in a separate process namespace. All of them, including daemons and their children, end at once, as when a
 * machine loses its power, and also when the test is killed.
 */
export class Machine extends Program {
  constructor(t: Test, commands: readonly (readonly string[])[]) {
    const script = `${commands.map(command => `${command.map(quoted).join(' ')} &`).join('\n')}\nwait`
    super(t, [...UNSHARE, 'bash', '-c', script])
  }

  /** Sends a signal to all its processes, or to those with a name. */
  async toAll(signal: NodeJS.Signals, name = /^/) {
    for (const pid of await descendantsOf(Number(this.child.pid))) if (name.test(await nameOf(pid))) send(pid, signal)
  }
}

/** Processes that have already ended need no signal. */
function send(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`

const nameOf = (pid: number) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')

/** All processes below one, the namespace's own init left out. */
async function descendantsOf(pid: number): Promise<number[]> {
  const children = await childrenOf(pid)
  return [...children, ...(await Promise.all(children.map(descendantsOf))).flat()]
}

async function childrenOf(pid: number) {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  return text.split(' ').filter(Boolean).map(Number)
}
