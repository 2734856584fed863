import t from 'tap'
import { Cluster, hasPostgres } from '../../kit/cluster.ts'
import { canMount, type Disk, smallDisk } from '../../kit/disk.ts'
import { onlyExhaustive } from '../../kit/exhaustive.ts'
import { installed } from '../../kit/process.ts'
import { unless } from '../../kit/unless.ts'
import { either } from './fault.ts'
import type { Load } from './load.ts'
import { HEALED_MS, lasts, rehearse } from './rehearse.ts'
import { openStage, type Stage } from './stage.ts'

const DISK_MB = 150

/**
 * First tables cannot grow, and then the server's WAL cannot either. That ends the server, and the test starts it
 * again.
 */
async function diskFull({ cluster }: Stage, load: Load, disk: Disk) {
  await disk.fill()
  await load.burst(200, 200)
  await cluster.query('select pg_switch_wal()').catch(() => {})
  await load.isRefused()
  await lasts(1, 15)
  await disk.empty()
  if (await cluster.endsWithin(1_000)) await cluster.restart()
  await cluster.accepts()
}

const missing =
  onlyExhaustive('starting a server takes a while') ||
  (!hasPostgres && 'PostgreSQL is not installed') ||
  (!installed('nginx') && 'nginx is not installed') ||
  (!canMount && 'no disk may be mounted here')

t.test(...unless(missing, 'a full disk of the database loses no acknowledged revocation, and heals'), async t => {
  const disk = await smallDisk(t, DISK_MB)
  const stage = await openStage(t, await Cluster.start(t, disk), { doomed: either(2_000, 8_000) })
  const outcome = await rehearse(t, stage, {
    name: `full disk of the database for ${either(1, 15)} s`,
    inject: (stage, load) => diskFull(stage, load, disk),
    refuses: 'both',
    firstSuccessMs: HEALED_MS,
  })
  t.comment(JSON.stringify(outcome))
})
