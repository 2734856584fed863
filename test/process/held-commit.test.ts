import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { type IsUndecided, interrupted, LATE_MS, openScene, type Scene, until } from '../kit/brief-key.ts'
import { type Cluster, onCluster } from '../kit/cluster.ts'
import { staleUses } from '../kit/history.ts'

/** Whatever holds up a COMMIT on the server: what is done to it, and what ends that. */
async function heldUp(t: Test, scene: Scene, happen: (isUndecided: IsUndecided) => Promise<unknown>) {
  const { history, isUndecided, last } = await interrupted(scene, happen)
  t.ok(isUndecided())
  t.equal(last, 200, 'in the end the update took effect')
  t.same(staleUses(history), [])
  t.notOk(
    history.some(({ status }) => status === 401),
    'the key was not reported as expired',
  )
}

const IN_TRANSACTION = `select pid from pg_stat_activity where application_name = 'keyward'
  and state = 'idle in transaction' order by xact_start limit 1`

onCluster('a server that is frozen in a COMMIT revives no key', async (t, cluster) => {
  const scene = await openScene(t, cluster.url)
  await t.test('the process of that COMMIT', t =>
    heldUp(t, scene, async isUndecided => {
      const [{ pid }] = await cluster.query(IN_TRANSACTION)
      process.kill(pid, 'SIGSTOP')
      void until(isUndecided)
        .then(() => sleep(500))
        .then(() => process.kill(pid, 'SIGCONT'))
    }),
  )
  await t.test('all of it', t =>
    heldUp(t, scene, async () => {
      await cluster.signal('SIGSTOP')
      void sleep(LATE_MS).then(() => cluster.signal('SIGCONT'))
    }),
  )
})

onCluster('a COMMIT that waits for a standby revives no key', async (t, cluster) => {
  const scene = await openScene(t, cluster.url)
  await heldUp(t, scene, async isUndecided => {
    await setStandbys(cluster, 'absent')
    void until(isUndecided)
      .then(() => sleep(LATE_MS))
      .then(() => setStandbys(cluster, ''))
  })
})

async function setStandbys(cluster: Cluster, names: string) {
  await cluster.query(`alter system set synchronous_standby_names = '${names}'`, 'select pg_reload_conf()')
  await until(
    async () => (await cluster.query('show synchronous_standby_names'))[0].synchronous_standby_names === names,
  )
}

onCluster('a COMMIT that survives a failover unconfirmed revives no key', async (t, cluster) => {
  const standby = await cluster.standby(t, 'other')
  const scene = await openScene(t, cluster.url)
  await cluster.query('alter system set synchronous_commit = remote_apply')
  await setStandbys(cluster, 'other')
  await heldUp(t, scene, async isUndecided => {
    // The standby receives the COMMIT and does not confirm it.
    await standby.query('select pg_wal_replay_pause()')
    void until(isUndecided)
      .then(() => sleep(LATE_MS))
      .then(async () => {
        await cluster.crash()
        await standby.query('select pg_promote()')
        for (const link of scene.links) link.lead(standby.url)
      })
  })
})
