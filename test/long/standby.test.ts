import type { Test } from 'tap'
import { type Cluster, onCluster } from '../kit/cluster.ts'
import { ask } from '../kit/http.ts'
import { signIn } from '../kit/people.ts'
import type { Reply } from '../kit/reply.ts'
import { start } from '../kit/service.ts'
import { until } from '../kit/until.ts'

/** A service with a key of a person. */
async function scene(t: Test, cluster: Cluster) {
  const service = await start(t, { DATABASE_URL: cluster.url, LOG_LEVEL: 'fatal', SESSION_LIMIT_PER_MINUTE: '100000' })
  const { cookie } = await signIn('pro')
  const made = await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })
  const { id, key } = made.json()
  return {
    use: () => ask(service, '/api/v1/me', { key }),
    list: () => ask(service, '/api/v1/keys', { cookie }),
    revoke: () => ask(service, `/api/v1/keys/${id}`, { cookie, method: 'DELETE', body: { reason: 'a test' } }),
    isReady: () => ask(service, '/readyz'),
  }
}

const untilStatus = (ask: () => Promise<Reply>, status: number) => until(async () => (await ask()).status === status)

onCluster('a standby is asked nothing, and no connection to it is kept', async (t, cluster) => {
  const { use, list, revoke, isReady } = await scene(t, cluster)
  await cluster.restartAsStandby()
  for (const ask of [use, list, revoke, isReady, list, use]) t.equal((await ask()).status, 503)
  const kept = "select count(*)::int from pg_stat_activity where application_name like 'keyward/%'"
  await until(async () => (await cluster.query(kept))[0].count === 0)
  t.pass('keyward has no connection to it')

  await cluster.query('select pg_promote()')
  for (const ask of [isReady, list, use, revoke]) await untilStatus(ask, 200)
  await untilStatus(use, 401)
  t.pass('promoted, it is used at once')
})

onCluster('a revocation whose wait for a standby is canceled is not acknowledged', async (t, cluster) => {
  const { use, revoke } = await scene(t, cluster)
  t.equal((await use()).status, 200)
  await cluster.query("alter system set synchronous_standby_names = 'absent'", 'select pg_reload_conf()')
  await until(async () => (await cluster.query('show synchronous_standby_names'))[0].synchronous_standby_names !== '')
  const asked = revoke()
  const cancel = "select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'"
  await until(async () => (await cluster.query(cancel)).length > 0)
  const reply = await asked
  t.equal(reply.status, 503, 'it is on one server only')
  t.ok(reply.milliseconds < 2_000)

  await cluster.query('alter system reset synchronous_standby_names', 'select pg_reload_conf()')
  await until(revoke, 200)
  t.equal((await revoke()).json().message, 'API key was already revoked')
  t.equal((await use()).status, 401)
})
