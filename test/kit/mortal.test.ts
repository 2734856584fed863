import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import t from 'tap'
import { Program, ROOT } from './process.ts'
import { unless } from './unless.ts'
import { until } from './until.ts'

const isLinux = existsSync('/proc/self/task')
const missing = !isLinux && 'only Linux tells a child of the death of its parent'

t.test(...unless(missing, 'when the runner is killed, every test and all that it has started die'), async t => {
  // A folder within the project, so that tap is found, and a separate project, so that the real one is left alone.
  const cwd = t.testdir({
    'package.json': '{"type":"module"}',
    '.taprc': `node-arg: ["--import=${ROOT}test/kit/mortal.ts"]\ntype-strip-only: true\ntimeout: 600\nreporter: tap\ndisable-coverage: true\n`,
    'endless.test.js': `await import('${ROOT}test/kit/endless.ts')`,
  })
  const runner = new Program(t, [`${ROOT}node_modules/.bin/tap`], { cwd, env: { CI: process.env['CI'] } })
  await runner.written(/all of them run/)
  const pids = await descendantsOf(Number(runner.child.pid))
  t.ok(pids.length >= 3, `${pids.length} processes run`)
  runner.signal('SIGKILL')
  // The test never ends if one of them does not, up to the time limit of the file.
  for (const pid of pids) await until(async () => !(await isAlive(pid)))
  t.pass('none of them is left')
})

async function descendantsOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const children = text.split(' ').filter(Boolean).map(Number)
  return [...children, ...(await Promise.all(children.map(descendantsOf))).flat()]
}

/** Whether a process is running, and not a zombie. */
async function isAlive(pid: number) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat !== '' && !/\) Z /.test(stat)
}
