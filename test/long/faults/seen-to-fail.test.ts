import type { Test } from 'tap'
import { type Cluster, onCluster } from '../../kit/cluster.ts'
import { overfullWindows, staleUses } from '../../kit/history.ts'
import { ask } from '../../kit/http.ts'
import { roomInTheMinute } from '../../kit/minute.ts'
import { signIn } from '../../kit/people.ts'
import { installed } from '../../kit/process.ts'
import { until } from '../../kit/until.ts'
import { eventsOf, mostEvents, overfull } from './bounds.ts'
import { Changes, MOST_KEYS } from './changes.ts'
import { commitsLate } from './commit-faults.ts'
import { crashWithoutSynchronousCommit } from './database-faults.ts'
import { Extensions } from './extensions.ts'
import { Load } from './load.ts'
import { broken, CACHE, LATE_LOG, LEAKS, MORE_EVENTS, NOT_DURABLE, OTHER_COUNT } from './mutations.ts'
import { openStage, type Stage } from './stage.ts'
import { lost, unrecorded } from './traces.ts'

const FREE_A_MINUTE = 10
const LOOK_MS = 100

async function findsLost(t: Test, cluster: Cluster) {
  const env = broken(NOT_DURABLE)
  const stage = await openStage(t, cluster, { doomed: 2_000, env })
  const load = new Load(stage)
  t.teardown(() => load.close())
  await load.flows()
  await crashWithoutSynchronousCommit(stage, load)
  await load.stop()
  const found = await lost(stage, load.history)
  t.ok(found.length > 0, `${found.length} are lost`)
}

async function findsStale(t: Test, cluster: Cluster) {
  const env = broken(CACHE)
  const load = new Load(await openStage(t, cluster, { doomed: 2_000, env }))
  t.teardown(() => load.close())
  await load.flows(20)
  await load.stop()
  const found = staleUses(load.history)
  t.ok(found.length > 0, `${found.length} are stale`)
}

async function findsUnbounded(t: Test, cluster: Cluster) {
  const env = broken(LATE_LOG, OTHER_COUNT, MORE_EVENTS, LEAKS)
  const stage = await openStage(t, cluster, { doomed: 2_000, env })
  const [load, changes, extensions] = [new Load(stage), new Changes(stage), new Extensions(stage)]
  t.teardown(() => [load, changes, extensions].map(one => one.close()))
  const [{ text }] = await cluster.query("select pg_get_functiondef('confirm_expiry'::regproc) as text")
  await cluster.query(text.replace(/if \(case when pg_try_advisory_lock_shared.* then/, 'if true then'))
  const before = await eventsOf(stage)
  await Promise.all([changes.begin(), extensions.begin(), load.flows()])
  do await commitsLate(stage)
  while (staleUses(extensions.history).length === 0)
  await until(() => changes.mostCounted > MOST_KEYS, LOOK_MS)
  await stage.instances[0]?.end('SIGKILL')
  await stage.replace(0)
  await Promise.all([load.stop(), changes.stop(), extensions.stop()])
  await cluster.query(text)
  const { length } = staleUses(extensions.history)
  t.ok(length > 0, `${length} uses of keys that had been reported as expired`)
  const missing = await unrecorded(stage, load.history)
  t.ok(missing.length > 0, `${missing.length} revocations have no line`)
  t.ok(changes.mostCounted > MOST_KEYS, `${changes.mostCounted} keys counted`)
  const events = (await eventsOf(stage)) - before
  t.ok(events > mostEvents(load, changes, extensions), `${events} events`)
  const found = (await overfull(stage, 0)).join()
  t.match(found, /descriptors/)
  t.match(found, /MiB/)
}

async function findsOverfull(t: Test, cluster: Cluster) {
  const stage = await openStage(t, cluster, { doomed: 0 })
  await admittedOf(stage, 30) // the first requests of a process are slow
  await roomInTheMinute()
  const [{ text }] = await cluster.query("select pg_get_functiondef('decide_by_terms'::regproc) as text")
  const slow = text.replace('from windows w', 'from windows w, (select pg_sleep(0.05)) as slowly')
  await cluster.query(slow)
  t.same(overfullWindows(await admittedOf(stage, 60), FREE_A_MINUTE), [], 'as it is, it is exact')
  await cluster.query(slow.replace('for update of w', ''))
  t.equal(overfullWindows(await admittedOf(stage, 60), FREE_A_MINUTE).length, 1, 'without its lock it is not')
  await cluster.query(text)
}

/** Uses a new key of a free account many times at once. @returns the window of each admitted use */
async function admittedOf(stage: Stage, requests: number) {
  const { cookie } = await signIn('free')
  const made = await ask(stage, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'limited' } })
  const { key } = made.json()
  const replies = await Promise.all(Array.from({ length: requests }, () => ask(stage, '/api/v1/me', { key })))
  const admitted = replies.filter(({ status }) => status === 200)
  return admitted.map(({ headers }) => `${key} ${headers['x-ratelimit-reset']}`)
}

const missing = !installed('nginx') && 'nginx is not installed'

async function findsAll(t: Test, cluster: Cluster) {
  await t.test('the proof finds a limit that is exceeded because nothing is locked', t => findsOverfull(t, cluster))
  await t.test('the proof finds the stale uses of a cache of one second', t => findsStale(t, cluster))
  await t.test('the proof finds revived keys, unrecorded revocations, too many keys, and what grows without bound', t =>
    findsUnbounded(t, cluster),
  )
  await t.test('the proof finds revocations that a crash has lost', t => findsLost(t, cluster))
}

onCluster('what faults are judged by can find each of them wrong', findsAll, missing)
