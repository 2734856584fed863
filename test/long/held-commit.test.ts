import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { interrupted, LATE_MS, openScene, type Scene } from '../kit/brief-key.ts'
import { type Cluster, onCluster, queryAt } from '../kit/cluster.ts'
import { staleUses } from '../kit/history.ts'
import { until } from '../kit/until.ts'

const TRIES = 5
/** With LATE_MS less than the 5 s after which the server ends an idle transaction (db/connection/client.ts). */
const PATIENCE_MS = 1_500

/** Blocks a COMMIT on the server. @returns a function that ends this */
type HoldUp = () => Promise<() => Promise<unknown>>

/**
 * Blocks the COMMIT of an update. On a busy machine the server may end the transaction first, because it was idle for
 * too long; then the test repeats.
 */
async function heldUp(t: Test, scene: Scene, holdUp: HoldUp, tries = TRIES) {
  for (let tried = 1; ; tried++) {
    let ended: Promise<unknown> = Promise.resolve()
    const { id, history, isUndecided, use } = await interrupted(scene, async isUndecided => {
      const end = await holdUp()
      ended = Promise.race([until(isUndecided), sleep(PATIENCE_MS)])
        .then(() => sleep(LATE_MS))
        .then(end)
    })
    await ended
    await untilDecided(use)
    t.same(staleUses(history), [])
    const [{ updated }] = await queryAt(
      scene.links[0].url,
      `select expires_at is null as updated from api_keys where id = '${id}'`,
    )
    if (!updated && tried < tries) continue
    if (!updated) return t.ok(tries === 1, 'the server ended each transaction before its COMMIT came')
    t.ok(isUndecided())
    t.equal(history.at(-1)?.status, 200, 'in the end the update took effect')
    const expired = history.filter(({ status }) => status === 401)
    return t.same(expired, [], 'the key was not reported as expired')
  }
}

/** Uses the key until it gets a decision, and then once more: the COMMIT may have ended in between. */
async function untilDecided(use: () => Promise<number>) {
  await until(async () => (await use()) !== 503, LATE_MS / 10)
  await sleep(LATE_MS)
  await use()
}

const IN_TRANSACTION = `select pid from pg_stat_activity where application_name like 'keyward/%'
  and state = 'idle in transaction' order by xact_start limit 1`

onCluster('a server frozen in a COMMIT reactivates no key', async (t, cluster) => {
  const scene = await openScene(t, cluster.url)
  await t.test('the process of that COMMIT', t =>
    heldUp(t, scene, async () => {
      const [{ pid }] = await cluster.query(IN_TRANSACTION)
      process.kill(pid, 'SIGSTOP')
      return async () => process.kill(pid, 'SIGCONT')
    }),
  )
  await t.test('all of it', t =>
    heldUp(t, scene, async () => {
      await cluster.signal('SIGSTOP')
      return () => cluster.signal('SIGCONT')
    }),
  )
})

onCluster('a COMMIT that waits for a standby reactivates no key', async (t, cluster) => {
  const scene = await openScene(t, cluster.url)
  await heldUp(t, scene, async () => {
    await setStandbys(cluster, 'absent')
    return () => setStandbys(cluster, '')
  })
})

async function setStandbys(cluster: Cluster, names: string) {
  await cluster.query(`alter system set synchronous_standby_names = '${names}'`, 'select pg_reload_conf()')
  await until(
    async () => (await cluster.query('show synchronous_standby_names'))[0].synchronous_standby_names === names,
  )
}

onCluster('a COMMIT that survives a failover unconfirmed reactivates no key', async (t, cluster) => {
  const standby = await cluster.standby(t, 'other')
  const scene = await openScene(t, cluster.url)
  await cluster.query('alter system set synchronous_commit = remote_apply')
  await setStandbys(cluster, 'other')
  const failOver = async () => {
    await cluster.crash()
    await standby.query('select pg_promote()')
    for (const link of scene.links) link.lead(standby.url)
  }
  const holdUp = async () => {
    // The standby receives the COMMIT and does not confirm it.
    await standby.query('select pg_wal_replay_pause()')
    return failOver
  }
  await heldUp(t, scene, holdUp, 1)
})
