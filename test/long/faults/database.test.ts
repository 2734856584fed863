import { onCluster } from '../../kit/cluster.ts'
import { installed } from '../../kit/process.ts'
import { COMMIT_FAULTS } from './commit-faults.ts'
import { CONTENTION_FAULTS } from './contention-faults.ts'
import { DATABASE_FAULTS } from './database-faults.ts'
import { either } from './fault.ts'
import { rehearse } from './rehearse.ts'
import { openStage } from './stage.ts'

const missing = !installed('nginx') && 'nginx is not installed'

// Run one after another on the same three instances, which must have recovered completely after every fault.
onCluster(
  'during every fault of the database, no acknowledged revocation is lost and no use is stale',
  async (t, cluster) => {
    const stage = await openStage(t, cluster, { doomed: either(8_000, 40_000) })
    t.teardown(() => cluster.signal('SIGCONT').catch(() => {}))
    for (const fault of [...DATABASE_FAULTS, ...CONTENTION_FAULTS, ...COMMIT_FAULTS])
      await t.test(fault.name, async t => {
        const outcome = await rehearse(t, stage, fault)
        t.comment(JSON.stringify(outcome))
      })
  },
  missing,
)
