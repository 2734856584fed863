import { setTimeout as sleep } from 'node:timers/promises'
import { onCluster } from '../../kit/cluster.ts'
import { endUnused, flood, leak, rotate } from './parts.ts'
import { lengthsOf, percentile } from './program.ts'
import { openStage } from './stage.ts'

/** To see how long uses take when nothing else happens. */
const CALM_MS = 3_000

onCluster('a bad day: a leak, a rotation of what is in use, and the end of what is not', async (t, cluster) => {
  const stage = await openStage(t, cluster)
  await leak(t, stage)
  const programs = await rotate(t, stage)
  const from = lengthsOf(programs)
  await sleep(CALM_MS)
  const calm = percentile(0.99, programs, from)
  await flood(t, stage, programs, calm)
  await endUnused(t, stage, programs, calm)

  await Promise.all(programs.map(program => program.stop()))
  const failed = programs.flatMap(({ failed }) => failed)
  t.same(failed, [], 'no program had one request refused')
  const [{ alive }] = await cluster.query(`select count(*)::int as alive from api_keys
    where revoked_at is null and replaced_by is null and coalesce(expires_at > now(), true)`)
  t.equal(alive, stage.rotated.length, 'what is left are the successors')
})
