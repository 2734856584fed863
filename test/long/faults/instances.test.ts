import { onCluster } from '../../kit/cluster.ts'
import { installed, ROOT } from '../../kit/process.ts'
import { nodeOptions } from '../../kit/service.ts'
import { either } from './fault.ts'
import { INSTANCE_FAULTS, JUMPS_MS } from './instance-faults.ts'
import { rehearse } from './rehearse.ts'
import { openStage } from './stage.ts'

const missing = !installed('nginx') && 'nginx is not installed'
const promise = 'during every fault of the instances, no acknowledged revocation is lost and no use is stale'

onCluster(
  promise,
  async (t, cluster) => {
    const env = (at: number) => ({
      NODE_OPTIONS: nodeOptions(`--import=${ROOT}test/long/faults/clock.ts`),
      CLOCK_JUMP_MS: String(JUMPS_MS[at]),
    })
    const stage = await openStage(t, cluster, { doomed: either(4_000, 40_000), env })
    for (const fault of INSTANCE_FAULTS)
      await t.test(fault.name, async t => void t.comment(JSON.stringify(await rehearse(t, stage, fault))))
  },
  missing,
)
