import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { ask } from './http.ts'
import { Program, ROOT } from './process.ts'

const read = (file: string) => readFile(join(ROOT, file), 'utf8')

/** The blocks of shell commands below a heading of a page, up to the next heading. */
export async function commandsBelow(page: string, heading: string): Promise<string[]> {
  const [, after = ''] = (await read(page)).split(`\n${heading}\n`)
  // A single # begins a comment of the shell.
  const [section = ''] = after.split(/^##+ /m)
  const blocks = [...section.matchAll(/^( *)```sh\n(.*?)^ *```$/gms)]
  if (blocks.length === 0) throw new Error(`${page} has no commands below ${heading}`)
  return blocks.map(([, indent = '', commands = '']) => commands.replaceAll(new RegExp(`^${indent}`, 'gm'), ''))
}

/** The first block below a heading of the README, with the test's own port. */
export async function readmeCommands(heading: string, port: number): Promise<string> {
  const [commands = ''] = await commandsBelow('README.md', heading)
  return commands.replaceAll(/\b3000\b/g, String(port))
}

/** A person's environment: without the variables that tap and npm set, and without the tests' Node. */
function environment(): NodeJS.ProcessEnv {
  const ours = /^(_?TAP|NODE_(OPTIONS|V8_COVERAGE)$|INIT_CWD$|npm_(?!config_))/i
  const entries = Object.entries(process.env).filter(([name]) => !ours.test(name))
  const PATH = process.env['PATH']?.split(':').filter(folder => !folder.includes('node_modules/'))
  return { ...Object.fromEntries(entries), PATH: PATH?.join(':'), NODE_OPTIONS: undefined, NODE_V8_COVERAGE: undefined }
}

/** Runs commands in a shell. When the shell ends, everything that it started ends too. */
export function shell(t: Test, commands: string, cwd: string, env: NodeJS.ProcessEnv = {}) {
  // In the background, so that the shell reacts to the signal immediately.
  const script = `trap 'trap - TERM; kill -- -$$' TERM\n{\n${commands}\n} &\nwait $!`
  const options = { cwd, env: { ...environment(), ...env }, group: true, lastSignal: 'SIGTERM' as const }
  return new Program(t, ['bash', '-euo', 'pipefail', '-c', script], options)
}

/** Waits until the service on a port is ready. @throws if the commands that start it have ended */
export async function ready(port: number, program: Program) {
  const isReady = async () => (await ask({ port }, '/readyz').catch(() => ({ status: 0 }))).status === 200
  const { child } = program
  while (!(await isReady())) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it has ended: ${program.output}`)
    await sleep(100)
  }
}
