import { parseArgs } from 'node:util'
import { BARE, cpuPerRequest, FORWARD_AUTH, median } from './cpu-per-request.ts'

/**
 * The CPU time of the process per request, without its database (no-database.ts).
 *
 * node bench/node-cpu.ts [--starts 5] [--seconds 4] [--connections 64] [--beside FOLDER: another checkout]
 */
const { values } = parseArgs({
  options: {
    starts: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '64' },
    beside: { type: 'string' },
  },
})
const names = new Map([[BARE, 'bare Fastify route']])
if (values.beside) names.set(`${values.beside}/bench/no-database.ts`, 'forward-auth, beside')
names.set(FORWARD_AUTH, 'forward-auth')
const [starts, seconds, connections] = [values.starts, values.seconds, values.connections].map(Number) as [
  number,
  number,
  number,
]
for (const [script, all] of await cpuPerRequest([...names.keys()], { starts, seconds, connections }))
  process.stdout.write(
    `${names.get(script)}: ${median(all).toFixed(1)} µs (${all.map(value => value.toFixed(1)).join(' ')})\n`,
  )
