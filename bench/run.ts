import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ownCpu } from './cpu-per-request.ts'
import { onServer, seeded } from './databases.ts'
import { growth, memory } from './growth.ts'
import { hotAccount } from './hot-account.ts'
import { throughput } from './hot-path.ts'
import { file } from './loads.ts'
import { chart, type Figure, report, type Say } from './report.ts'
import { instances, revocations } from './revocations.ts'

const { values } = parseArgs({
  options: {
    'most-keys': { type: 'string', default: '10000000' },
    pairs: { type: 'string', default: '30000' },
    authorizations: { type: 'string', default: '5000000' },
    folder: { type: 'string' },
  },
})
const { DATABASE_URL } = process.env
if (!DATABASE_URL) throw new Error('set DATABASE_URL to a PostgreSQL server on which databases can be created')

const folder = values.folder ?? (await mkdtemp(join(tmpdir(), 'keyward-bench-')))
const pairs = Number(values.pairs)
const figures: Figure[] = []
const say: Say = (name, value, detail) => {
  figures.push({ name, value, ...detail })
  process.stdout.write(`${name}: ${value}  ${detail?.note ?? ''}\n`)
}

const small = await seeded(folder, 'small', 10_000, { reuse: true })
const work = await seeded(folder, 'work', 60_000, { secretCount: 60_000 })
await throughput(work, say)
await ownCpu(say)
await instances(work, pairs, say)
await hotAccount(folder, small, say)
await revocations(folder, work, say)
const sizes = [1_000_000, 10_000_000].filter(keys => keys <= Number(values['most-keys']))
const large = []
for (const keys of sizes) large.push(await seeded(folder, `of_${keys}`, keys, { reuse: true }))
await growth([small, ...large], say)
await memory(small, Number(values.authorizations), say)

const { rows } = await onServer<{ server_version: string }>(DATABASE_URL, 'show server_version')
// The sections below the table have the figures of other commands.
const [others = ''] = /\n## .*$/s.exec(await readFile(file('RESULTS.md'), 'utf8')) ?? []
await writeFile(file('RESULTS.md'), report(figures, `PostgreSQL ${rows[0]?.server_version}`) + others)
await writeFile(file('chart.svg'), chart(figures))
