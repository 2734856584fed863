import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { failsOver, keepsItsPromise, untilAcknowledged } from '../kit/failover.ts'
import { Load } from '../kit/load.ts'
import { PatroniCluster, withoutPatroni } from '../kit/patroni.ts'
import { start } from '../kit/service.ts'
import { unless } from '../kit/unless.ts'

t.test(
  ...unless(withoutPatroni(), 'under Patroni no failure of a server loses an acknowledged revocation'),
  async t => {
    const cluster = await PatroniCluster.start(t)
    const env = { DATABASE_URL: cluster.url, SESSION_LIMIT_PER_MINUTE: '100000', LOG_LEVEL: 'fatal' }
    const services = [await start(t, env), await start(t, env), await start(t, env)]
    const load = new Load(services)
    const scene = { cluster, load }
    await untilAcknowledged(load)

    await t.test('a switchover on purpose', async t => {
      await failsOver(t, scene, () => cluster.switchOver())
      await keepsItsPromise(t, scene)
      await cluster.untilWhole()
    })

    await t.test('PostgreSQL alone is killed', async t => {
      await failsOver(t, scene, primary => primary.killPostgres())
      await keepsItsPromise(t, scene)
      await cluster.untilWhole()
    })

    await t.test('the machine of the primary loses its power', async t => {
      const { former } = await failsOver(t, scene, primary => primary.kill())
      await keepsItsPromise(t, scene)
      former.boot()
      await cluster.untilWhole()
    })

    await t.test('the primary freezes, and comes back', async t => {
      const { former } = await failsOver(t, scene, primary => primary.freeze())
      await former.thaw()
      await untilAcknowledged(load)
      await cluster.untilWhole()
      await keepsItsPromise(t, scene)
    })

    await t.test('the primary is cut off from etcd and from the other servers', async t => {
      const { former } = await failsOver(t, scene, primary => primary.cut())
      former.mend()
      await cluster.untilWhole()
      await keepsItsPromise(t, scene)
    })

    await load.end()
    await sleep(0)
    for (const { child } of services) t.equal(child.exitCode, null, 'in the same process')
  },
)
