import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../kit/process.ts'
import type { Outcome } from './fault.ts'

/** The long form of the faults, one file at a time: they are not to disturb each other. */
const TAP = ['tap', '--jobs=1', '--timeout=3600', ...globSync('test/long/faults/*.test.ts', { cwd: ROOT })]

function report(outcomes: readonly Outcome[]) {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0)
  return `# Faults

Measured by \`npm run test:faults\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} cores (${cpus()[0]?.model}),
${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${postgresVersion()}. Three instances behind nginx, the load, and PostgreSQL
share those cores. In all: ${sum(({ acknowledged }) => acknowledged).toLocaleString('en')} acknowledged revocations, ${sum(({ lost }) => lost)} lost,
${sum(({ unrecorded }) => unrecorded)} without their line in a log; ${sum(({ stale }) => stale)} stale uses; at most ${Math.max(...outcomes.map(({ counted }) => counted))} keys of an account counted.

*Unrecorded*: acknowledged revocations whose line is in no log. *Lost*: acknowledged revocations that are not in the table exactly once after the recovery. *Stale*: admitted uses that
began after the key had been revoked or rejected with 401. *503*: requests answered 503 before, during and after the fault.
*Late*: those of them that were sent more than 5 s after the end of the fault. The last two columns count from that end, which
is when the database accepts connections again. A fault whose test failed before its result was known has no row.

| fault | operations | acknowledged revocations | lost | unrecorded | stale | 503 | late | slowest answer | first success | last failure |
|---|---|---|---|---|---|---|---|---|---|---|
${outcomes.map(row).join('\n')}
`
}

const row = (one: Outcome) =>
  `| ${one.name} | ${one.operations} | ${one.acknowledged} | ${one.lost} | ${one.unrecorded} | ${one.stale} | ${one.refused} | ${one.late} | ${seconds(one.slowestMs)} | ${seconds(one.firstSuccessMs)} | ${one.healedMs > 0 ? seconds(one.healedMs) : 'before'} |`

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`

function postgresVersion() {
  const { stdout } = spawnSync('sh', [
    '-c',
    '$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)/postgres --version',
  ])
  return String(stdout).trim().replace('postgres (PostgreSQL)', 'PostgreSQL')
}

// The results of a run that was stopped can be reported by `node test/long/faults/run.ts FILE`.
const [given] = process.argv.slice(2)
const results = given ?? join(await mkdtemp(join(tmpdir(), 'keyward-faults-')), 'results')
if (!given) {
  await writeFile(results, '')
  const env = { ...process.env, TEST_EXHAUSTIVE: '1', FAULTS_RESULTS: results }
  process.exitCode = spawnSync('npx', TAP, { cwd: ROOT, stdio: 'inherit', env }).status ?? 1
}
const lines = (await readFile(results, 'utf8')).split('\n').filter(Boolean)
await writeFile(join(ROOT, 'bench/FAULTS.md'), report(lines.map(line => JSON.parse(line))))
