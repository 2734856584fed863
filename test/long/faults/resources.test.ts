import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { type Cluster, onCluster } from '../../kit/cluster.ts'
import { canMount, smallDisk } from '../../kit/disk.ts'
import { LogReader, startWriting } from '../../kit/log-reader.ts'
import { installed } from '../../kit/process.ts'
import { type Service, start } from '../../kit/service.ts'
import { either } from './fault.ts'
import { rehearse } from './rehearse.ts'
import { resourceFaults } from './resource-faults.ts'
import { openStage } from './stage.ts'

const LOG_DISK_MB = either(20, 200)
/** Files that the last instance may open: 46 of them by clients. */
const OPEN_FILES = 256

/** One instance that logs to a small disk, one that logs to a reader that may stop, and one that may open few files. */
async function open(t: Test, cluster: Cluster) {
  const disk = await smallDisk(t, LOG_DISK_MB)
  const path = join(disk.folder, 'log')
  const reader = await LogReader.open(t)
  const launches: ((settings: NodeJS.ProcessEnv) => Promise<Service>)[] = [
    settings => startWriting(t, settings, { redirect: `>>${path}`, through: disk.through }),
    async settings => {
      // Its request lines fill the pipe of a reader that does not read.
      const service = await startWriting(t, { ...settings, LOG_LEVEL: 'info' }, { redirect: `>${reader.path} 2>&1` })
      reader.read()
      return service
    },
    settings =>
      start(
        t,
        { ...settings, LOG_LEVEL: 'warn' },
        { through: ['sh', '-c', `ulimit -n ${OPEN_FILES} && exec "$0" "$@"`] },
      ),
  ]
  const logs = async () => (await readFile(disk.seen(path), 'utf8')) + reader.text
  const launch = (at: number, settings: NodeJS.ProcessEnv) => launches[at]?.(settings) as Promise<Service>
  const stage = await openStage(t, cluster, { doomed: either(4_000, 20_000), launch, logs })
  return { stage, faults: resourceFaults({ disk, reader }) }
}

const missing = (!installed('nginx') && 'nginx is not installed') || (!canMount && 'no disk may be mounted here')

onCluster(
  'whichever resource runs out, every answered revocation has its line and no use is stale',
  async (t, cluster) => {
    const { stage, faults } = await open(t, cluster)
    for (const fault of faults)
      await t.test(fault.name, async t => void t.comment(JSON.stringify(await rehearse(t, stage, fault))))
  },
  missing,
)
