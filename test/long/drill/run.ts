import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../kit/process.ts'

/** `npm run drill`: plays a bad day with 10,000 keys against three instances, and prints how long each part took. */
const results = join(await mkdtemp(join(tmpdir(), 'keyward-drill-')), 'results')
await writeFile(results, '')
const env = {
  ...process.env,
  TEST_EXHAUSTIVE: '1',
  DRILL_KEYS: process.env['DRILL_KEYS'] ?? '10000',
  DRILL_RESULTS: results,
}
const { status } = spawnSync('npx', ['tap', '--timeout=1800', 'test/long/drill/drill.test.ts'], {
  cwd: ROOT,
  stdio: 'inherit',
  env,
})
process.stdout.write(await readFile(results, 'utf8'))
process.exitCode = status ?? 1
