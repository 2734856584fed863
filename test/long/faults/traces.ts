import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { lostRevocations, type Operation, unrecordedRevocations } from '../../kit/history.ts'
import type { Load } from './load.ts'
import { POOL_MAX, type Stage } from './stage.ts'

const AT_ONCE = 30
const QUIET_WITHIN_MS = 5_000
/** A line that was written before a response may be read after it. */
const READ_WITHIN_MS = 5_000

/** The traces of a fault: in the table, in the memory of the instances, and in the server's sessions and logs. */

/** Acknowledged revocations that the table does not have exactly once. */
export async function lost({ cluster }: Stage, history: readonly Operation[]): Promise<string[]> {
  const rows: { id: string; events: number }[] = await cluster.query(`
    select k.id, count(e.id)::int as events
    from api_keys k left join audit_events e on e.key_id = k.id and e.action = 'revoke'
    where k.revoked_at is not null
    group by k.id`)
  return lostRevocations(history, new Map(rows.map(({ id, events }) => [id, events])))
}

/** Acknowledged revocations whose line is in no instance's log. */
export async function unrecorded(stage: Stage, history: readonly Operation[]): Promise<string[]> {
  const end = performance.now() + READ_WITHIN_MS
  for (;;) {
    const missing = unrecordedRevocations(history, await stage.log())
    if (missing.length === 0 || performance.now() > end) return missing
    await sleep(100)
  }
}

/** Uses every key that was acknowledged as revoked on every instance. @returns how often one was not refused */
export async function sweep({ instances, all }: Stage, load: Load): Promise<number> {
  const revoked = load.history.filter(({ kind, status }) => kind === 'revoke' && status === 200).map(({ key }) => key)
  const places = [...new Set(revoked)].flatMap(id => instances.map(({ url }) => [id, url] as const)).values()
  let admitted = 0
  async function client() {
    for (const [id, url] of places) {
      const owned = all.get(id)
      if (owned && (await load.use(owned, url)) !== 401) admitted++
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, client))
  return admitted
}

/** No session waits for a lock or keeps a transaction open, and no pool has grown. */
export async function isQuiet(t: Test, { cluster, instances }: Stage) {
  const begun = performance.now()
  const look = async () => {
    const [row] = await cluster.query(`
      select (select count(*)::int from pg_locks where not granted) as waiting,
        count(*) filter (where state <> 'idle')::int as busy, count(*)::int as sessions
      from pg_stat_activity where application_name like 'keyward/%'`)
    return row as Record<'waiting' | 'busy' | 'sessions', number>
  }
  const isAtRest = ({ waiting, busy, sessions }: Awaited<ReturnType<typeof look>>) =>
    waiting === 0 && busy === 0 && sessions <= instances.length * POOL_MAX
  let seen = await look()
  while (!isAtRest(seen) && performance.now() - begun < QUIET_WITHIN_MS) {
    await sleep(100)
    seen = await look()
  }
  t.ok(isAtRest(seen), `no lock and no transaction is left: ${JSON.stringify(seen)}`)
}

/** Every instance is running, and none has reported a bug. */
export async function leavesNoBug(t: Test, { instances, log }: Stage) {
  for (const { child } of instances) t.same([child.exitCode, child.signalCode], [null, null], 'it goes on')
  t.notMatch(await log(), /"msg":"(internal_error|uncaught)"/)
}
