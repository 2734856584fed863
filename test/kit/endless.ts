import t from 'tap'
import { canBrowse, launch } from './browser.ts'
import { Cluster, hasPostgres } from './cluster.ts'
import { hasMachines, Machine } from './machine.ts'
import { Program } from './process.ts'

// A test that starts the same processes as tests do, prints that, and never ends: for test/kit/mortal.test.ts.
t.test('for ever', async t => {
  new Program(t, ['sleep', '1000'])
  new Program(t, [process.execPath, '-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'])
  if (hasMachines()) new Machine(t, [['setsid', 'sleep', '1000']])
  if (hasPostgres) await Cluster.start(t)
  if (canBrowse) await launch()
  process.stderr.write('all of them run\n')
  await new Promise(() => setInterval(() => {}, 1_000))
})
