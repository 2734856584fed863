import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApiKey } from '../auth/api-key.ts'
import { KEY_FORMAT } from '../config/key-format.ts'
import { seeded } from './databases.ts'
import { file } from './loads.ts'
import { startServer } from './servers.ts'

/**
 * Tests whether the response time of a leak report reveals if the report before it contained active or unknown keys:
 * Welch's t over interleaved pairs of reports, on a process with a real socket. Not part of the test suite, because a
 * busy machine makes it meaningless. A pair takes half a second.
 *
 * Run: DATABASE_URL=postgres://… [ROUNDS=2000] [KEYS=1] node bench/neighbour-timing.ts
 */
const ROUNDS = Number(process.env['ROUNDS'] ?? 2_000)
/** Keys in the first report of each pair. */
const KEYS = Number(process.env['KEYS'] ?? 1)
const WARM_UP = 10
/** The threshold of leakage tests (TVLA). A difference beyond it is significant. */
const BOUND = 4.5

const folder = await mkdtemp(join(tmpdir(), 'keyward-neighbour-'))
const database = await seeded(folder, 'neighbour', (WARM_UP + ROUNDS) * KEYS, {
  secretCount: (WARM_UP + ROUNDS) * KEYS,
})
const active = (await readFile(database.secrets, 'utf8')).trim().split('\n')
const script = process.env['SERVER'] ?? file('../server.ts')
const server = await startServer(script, { DATABASE_URL: database.url, TRUST_PROXY: '127.0.0.1', LOG_LEVEL: 'error' })
const agent = new Agent({ keepAlive: true, maxSockets: 2 })
const times = { active: [] as number[], unknown: [] as number[] }
const kinds = Object.keys(times) as (keyof typeof times)[]

for (let round = 0; round < WARM_UP + ROUNDS; round++)
  for (const kind of kinds.toSorted(() => Math.random() - 0.5)) {
    const keys =
      kind === 'active' ? active.splice(0, KEYS) : Array.from({ length: KEYS }, () => createApiKey(KEY_FORMAT).secret)
    const [, ms] = await Promise.all([report(keys), report(['nonsense'])])
    if (round >= WARM_UP) times[kind].push(ms as number)
  }
const t = welch(middle(times.active), middle(times.unknown))
if (Math.abs(t) >= BOUND) process.exitCode = 1
process.stdout.write(
  `active ${mean(middle(times.active)).toFixed(2)} ms, unknown ${mean(middle(times.unknown)).toFixed(2)} ms, `,
)
process.stdout.write(`t = ${t.toFixed(2)}${Math.abs(t) < BOUND ? '' : '  LEAKS'}\n`)
agent.destroy()
await server.stop()
await rm(folder, { recursive: true })

/** Reports credentials from a new address. @returns the response time in ms */
function report(credentials: string[]): Promise<number> {
  const body = JSON.stringify({ credentials })
  const client = [10, ...Array.from({ length: 3 }, () => Math.floor(Math.random() * 256))].join('.')
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-forwarded-for': client,
  }
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const sent = request(`${server.url}/api/v1/credentials/revoke`, { method: 'POST', headers, agent }, reply => {
      if (reply.statusCode !== 202) reject(new Error(String(reply.statusCode)))
      reply.resume().on('end', () => resolve(performance.now() - begun))
    })
    sent.on('error', reject).end(body)
  })
}

/** Drops the slowest tenth, which are pauses of the machine. */
function middle(sample: number[]) {
  return sample.toSorted((a, b) => a - b).slice(0, Math.floor(sample.length * 0.9))
}

function mean(sample: number[]) {
  return sample.reduce((sum, value) => sum + value, 0) / sample.length
}

/** Welch's t of two samples. */
function welch(a: number[], b: number[]) {
  const error = (sample: number[]) =>
    sample.reduce((sum, value) => sum + (value - mean(sample)) ** 2, 0) / (sample.length - 1) / sample.length
  return (mean(a) - mean(b)) / Math.sqrt(error(a) + error(b))
}
