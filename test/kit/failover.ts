import type { Test } from 'tap'
import { type Operation, staleUses } from './history.ts'
import type { Load } from './load.ts'
import type { PatroniCluster } from './patroni.ts'
import type { PatroniNode } from './patroni-node.ts'
import { until } from './until.ts'

/** Waits until a revocation that was requested after this call is acknowledged. */
export async function untilAcknowledged({ history }: Load) {
  const since = performance.now()
  await until(() => history.some(({ kind, status, start }) => kind === 'revoke' && status === 200 && start > since))
}

/** Breaks the primary until another server takes over. @returns the former primary */
export async function failsOver(
  t: Test,
  { cluster, load }: { cluster: PatroniCluster; load: Load },
  fault: (primary: PatroniNode) => unknown,
) {
  const former = await cluster.primary()
  const since = performance.now()
  await fault(former)
  const primary = await cluster.primary(former)
  await untilAcknowledged(load)
  t.not(primary, former, `${former.name} is followed by ${primary.name}`)
  t.comment(`no answer but 503 for ${(longestSilence(load.history, since) / 1000).toFixed(1)} s`)
  return former
}

/** Asserts that no acknowledged revocation is missing, and that no revoked key was used. */
export async function keepsItsPromise(t: Test, { cluster, load }: { cluster: PatroniCluster; load: Load }) {
  t.same(staleUses(load.history), [], `no stale use among ${load.history.length} operations`)
  // Revocations that are acknowledged after this point may be missing from the next read.
  const [created, revoked] = [[...load.created], [...load.revoked]]
  t.ok(revoked.length > 0, `${revoked.length} revocations were acknowledged`)
  t.same(await missing(cluster, 'created_at', created), [], 'no key is lost')
  t.same(await missing(cluster, 'revoked_at', revoked), [], 'and no revocation')
  const odd = load.history.filter(({ status }) => ![200, 401, 503].includes(status))
  t.same(odd, [], 'every answer was yes, no or "not now"')
}

/** The keys without that time in the table of the primary. */
export async function missing(cluster: PatroniCluster, column: string, ids: readonly string[]): Promise<string[]> {
  const rows = await (await cluster.primary()).query(`select id from api_keys where ${column} is not null`)
  const there = new Set(rows.map(({ id }) => id))
  return ids.filter(id => !there.has(id))
}

/** The longest time, in milliseconds from a given time on, without an admitted use and a revocation. */
function longestSilence(history: readonly Operation[], since: number) {
  const ends = history.filter(({ status, end }) => status === 200 && end > since).map(({ end }) => end)
  const moments = [since, ...ends.toSorted((a, b) => a - b)]
  return Math.max(...moments.slice(1).map((moment, at) => moment - (moments[at] ?? moment)))
}
