import t, { type Test } from 'tap'
import { failsOver, keepsItsPromise, missing, untilAcknowledged } from '../kit/failover.ts'
import { decided, Handful } from '../kit/handful.ts'
import { staleUses } from '../kit/history.ts'
import { Load } from '../kit/load.ts'
import { PatroniCluster, withoutPatroni } from '../kit/patroni.ts'
import type { PatroniNode } from '../kit/patroni-node.ts'
import { type Service, start } from '../kit/service.ts'
import { unless } from '../kit/unless.ts'

t.test(...unless(withoutPatroni(), 'under Patroni no failure loses an acknowledged revocation'), async t => {
  const cluster = await PatroniCluster.start(t)
  const env = { DATABASE_URL: cluster.url, SESSION_LIMIT_PER_MINUTE: '100000', LOG_LEVEL: 'fatal' }
  const services = [await start(t, env), await start(t, env), await start(t, env)] as const
  const load = new Load(services)
  await untilAcknowledged(load)

  /** A fault under load, then its repair. */
  const survives = (name: string, fault: (primary: PatroniNode) => unknown, repair: (former: PatroniNode) => unknown) =>
    t.test(name, async t => {
      const former = await failsOver(t, { cluster, load }, fault)
      await repair(former)
      await cluster.untilWhole()
      await untilAcknowledged(load)
      await keepsItsPromise(t, { cluster, load })
    })
  const nothing = () => {}
  await survives('a switchover on purpose', () => cluster.switchOver(), nothing)
  await survives('PostgreSQL is killed', primary => primary.killPostgres(), nothing)
  await survives(
    'the machine of the primary loses its power',
    primary => primary.kill(),
    former => former.boot(),
  )
  await survives(
    'the machine of the primary freezes, and goes on',
    primary => primary.freeze(),
    former => former.thaw(),
  )
  await survives(
    'the primary is cut off from etcd and the other servers, but not from keyward',
    primary => cluster.isolate(primary),
    () => cluster.mend(),
  )
  await load.end()
  await t.test('without its standbys the primary acknowledges nothing', t =>
    acknowledgesNothing(t, cluster, services[0]),
  )
  await t.test('the proof finds what is lost without synchronous_mode', t => losesRevocations(t, cluster, services[0]))
  for (const { child } of services) t.equal(child.exitCode, null, 'each instance is still the same process')
})

async function acknowledgesNothing(t: Test, cluster: PatroniCluster, service: Service) {
  const keys = await Handful.of(service)
  const primary = await cluster.primary()
  primary.cut(['postgres'])
  t.same(new Set(await keys.revoke()), new Set([503]))
  primary.mend()
  await cluster.untilWhole()
}

async function losesRevocations(t: Test, cluster: PatroniCluster, service: Service) {
  await cluster.configure({ synchronous_mode: false, synchronous_mode_strict: false })
  await cluster.untilWhole(0)
  const keys = await Handful.of(service)
  const primary = await cluster.primary()
  primary.cut(['postgres'])
  t.same(new Set(await decided(() => keys.revoke())), new Set([200]), 'the primary acknowledges alone')
  await primary.kill()
  await cluster.primary(primary)
  await decided(() => keys.use())
  t.ok(staleUses(keys.history).length > 0, 'and its successor admits what was revoked')
  t.same(await missing(cluster, 'revoked_at', keys.ids), keys.ids, 'which it has never heard of')
}
