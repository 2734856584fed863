import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApiKey } from '../auth/api-key.ts'
import { KEY_FORMAT } from '../config/key-format.ts'
import { file } from './loads.ts'
import type { Say } from './report.ts'
import { startServer } from './servers.ts'
import { load } from './wrk.ts'

const TICK_US = 10_000
const WARM_UP_SECONDS = 2

export interface CpuOptions {
  starts: number
  seconds: number
  connections: number
}

/** The scripts that every comparison includes. */
export const BARE = file('bare.ts')
export const FORWARD_AUTH = file('no-database.ts')

/**
 * Measures the CPU time (user and system) of each server per request to `/forward-auth`, from /proc, over alternating
 * starts. On a shared machine, this is steadier than requests per second.
 * @returns microseconds of each start, ascending, by script
 */
export async function cpuPerRequest(scripts: readonly string[], options: CpuOptions): Promise<Map<string, number[]>> {
  const keys = join(await mkdtemp(join(tmpdir(), 'keyward-bench-')), 'keys.txt')
  await writeFile(keys, Array.from({ length: 200 }, () => `${createApiKey(KEY_FORMAT).secret}\n`).join(''))
  const measured = new Map(scripts.map(script => [script, [] as number[]]))
  for (let start = 0; start < options.starts; start++)
    for (const [script, all] of measured) all.push(await measure(script, keys, options))
  for (const all of measured.values()) all.sort((a, b) => a - b)
  return measured
}

export const median = (sorted: readonly number[]) => sorted[Math.floor(sorted.length / 2)] as number

/** keyward's CPU time for a forward-auth without the database, compared with a bare Fastify route. */
export async function ownCpu(say: Say) {
  const measured = await cpuPerRequest([BARE, FORWARD_AUTH], { starts: 5, seconds: 4, connections: 64 })
  const [bare, own] = [BARE, FORWARD_AUTH].map(script => median(measured.get(script) as number[])) as [number, number]
  say("keyward's CPU time for a forward-auth, without the database", `${own.toFixed(1)} µs`, {
    goal: '34 µs',
    note: `bare Fastify route ${bare.toFixed(1)} µs`,
  })
}

async function measure(script: string, keys: string, { seconds, connections }: CpuOptions) {
  const server = await startServer(script)
  try {
    const ask = (seconds: number) =>
      load(`${server.url}/forward-auth`, { connections, seconds, script: file('random-keys.lua'), args: [keys] })
    await ask(WARM_UP_SECONDS)
    const before = await cpuOf(server.process.pid)
    const { rate, failed } = await ask(seconds)
    if (failed > 0) throw new Error(`${failed} requests failed`)
    return ((await cpuOf(server.process.pid)) - before) / (rate * seconds)
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
