import type { Test } from 'tap'
import { type Cluster, onCluster } from '../kit/cluster.ts'
import { overfullWindows, staleUses } from '../kit/history.ts'
import { ask } from '../kit/http.ts'
import { roomInTheMinute } from '../kit/minute.ts'
import { signIn } from '../kit/people.ts'
import { installed, ROOT } from '../kit/process.ts'
import { crashWithoutSynchronousCommit } from './database-faults.ts'
import { Load } from './load.ts'
import { openStage, type Stage } from './stage.ts'
import { lost } from './traces.ts'

const FREE_A_MINUTE = 10

/** Instances with a defect. */
const broken = (file: string, from: string, to: string) => () => ({
  NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${ROOT}test/faults/mutate.ts`,
  // What is measured of another text would be taken for this one's.
  _TAPJS_PROCESSINFO_COVERAGE_: '0',
  MUTATION: JSON.stringify({ file, from, to }),
})

async function findsLost(t: Test, cluster: Cluster) {
  const env = broken('db/keys/revoke.ts', "in ('off', 'local')", "= 'never'")
  const stage = await openStage(t, cluster, { doomed: 2_000, env })
  const load = new Load(stage)
  t.teardown(() => load.close())
  await load.flows()
  await crashWithoutSynchronousCommit(stage, load)
  await load.stop()
  const found = await lost(stage, load.history)
  t.ok(found.length > 0, `${found.length} are lost`)
}

const CACHE = `#cache = new Map<string, Promise<Decision>>()
  authorize(use: Use): Promise<Decision> {
    const cached = this.#cache.get(use.digest) ?? this.ask(use)
    this.#cache.set(use.digest, cached)
    setTimeout(() => this.#cache.delete(use.digest), 1_000).unref()
    return cached
  }
  ask(use: Use): Promise<Decision> {`

async function findsStale(t: Test, cluster: Cluster) {
  const env = broken('enforcement/authorizer.ts', 'authorize(use: Use): Promise<Decision> {', CACHE)
  const load = new Load(await openStage(t, cluster, { doomed: 2_000, env }))
  t.teardown(() => load.close())
  await load.flows(20)
  await load.stop()
  const found = staleUses(load.history)
  t.ok(found.length > 0, `${found.length} are stale`)
}

async function findsOverfull(t: Test, cluster: Cluster) {
  const stage = await openStage(t, cluster, { doomed: 0 })
  await admittedOf(stage, 30) // the first requests of a process are slow
  await roomInTheMinute()
  const [{ text }] = await cluster.query("select pg_get_functiondef('decide_uses'::regproc) as text")
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
  await t.test('the proof finds revocations that a crash has lost', t => findsLost(t, cluster))
}

onCluster('what faults are judged by can find each of them wrong', findsAll, missing)
