import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createApiKey } from '../auth/api-key.ts'
import { file } from './loads.ts'
import { startServer } from './servers.ts'
import { load } from './wrk.ts'

/**
 * What the process spends on a request, in CPU time (user and system) from /proc, over alternating starts: on a machine
 * with neighbours that is steadier than requests per second. The database is left out (no-database.ts).
 *   node bench/node-cpu.ts [--starts 5] [--seconds 4] [--connections 64] [--beside FOLDER: another checkout]
 */
const { values } = parseArgs({
  options: {
    starts: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '64' },
    beside: { type: 'string' },
  },
})
const TICK_US = 10_000
const WARM_UP_SECONDS = 2
const options = { seconds: Number(values.seconds), connections: Number(values.connections) }
const keys = join(await mkdtemp(join(tmpdir(), 'keyward-bench-')), 'keys.txt')
await writeFile(keys, Array.from({ length: 200 }, () => `${createApiKey().secret}\n`).join(''))

const sides: Record<string, string> = {
  'bare Fastify route': file('bare.ts'),
  ...(values.beside && { 'forward-auth, beside': `${values.beside}/bench/no-database.ts` }),
  'forward-auth': file('no-database.ts'),
}
const measured: Record<string, number[]> = {}
for (let start = 0; start < Number(values.starts); start++)
  for (const [name, script] of Object.entries(sides))
    measured[name] = [...(measured[name] ?? []), await cpuPerRequest(script)]
for (const [name, all] of Object.entries(measured)) {
  const sorted = all.sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] as number
  process.stdout.write(`${name}: ${median.toFixed(1)} µs (${sorted.map(value => value.toFixed(1)).join(' ')})\n`)
}

/** @returns microseconds */
async function cpuPerRequest(script: string) {
  const server = await startServer(script)
  try {
    const ask = (seconds: number) =>
      load(`${server.url}/forward-auth`, { ...options, seconds, script: file('random-keys.lua'), args: [keys] })
    await ask(WARM_UP_SECONDS)
    const before = await cpuOf(server.process.pid)
    const { rate, failed } = await ask(options.seconds)
    if (failed > 0) throw new Error(`${failed} requests failed`)
    return ((await cpuOf(server.process.pid)) - before) / (rate * options.seconds)
  } finally {
    await server.stop()
  }
}

/** User and system time of a process in microseconds: fields 14 and 15 of /proc/[pid]/stat (proc(5)). */
async function cpuOf(pid: number | undefined) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_US
}
