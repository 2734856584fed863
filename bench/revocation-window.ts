import { setTimeout as sleep } from 'node:timers/promises'
import { type Operation, recorded, staleUses } from '../test/kit/history.ts'
import { revokeKey, useKey } from './client.ts'

export interface OwnedKey {
  id: string
  key: string
  /** A session token of its owner. */
  token: string
}

const CLIENTS = 16

/**
 * Revokes each key on one instance while the others use it, and uses it again 0 to 50 ms after the response.
 * @returns the number of pairs, the number of uses after a response that were admitted, and the milliseconds from the
 *   response to the first rejection (median and 99th percentile)
 */
export async function revocationWindow(instances: readonly string[], keys: readonly OwnedKey[]) {
  const history: Operation[] = []
  const windows: number[] = []
  const queue = keys.entries()
  const at = (index: number) => instances[index % instances.length] as string
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (const [index, owned] of queue) {
        const use = (step: number) =>
          recorded(history, 'use', owned.id, async () => ({ statusCode: await useKey(at(index + step), owned.key) }))
        const during = use(1)
        await recorded(history, 'revoke', owned.id, async () => ({ statusCode: await revokeKey(at(index), owned) }))
        const answered = performance.now()
        await Promise.all([use(1), use(2)])
        windows.push(performance.now() - answered)
        await sleep(Math.random() * 50)
        await Promise.all([use(0), use(1), use(2), during])
      }
    }),
  )
  windows.sort((a, b) => a - b)
  const undecided = history.filter(({ status }) => status !== 200 && status !== 401).length
  return {
    pairs: keys.length,
    stale: staleUses(history).length,
    undecided,
    p50: windows[Math.floor(windows.length / 2)] ?? 0,
    p99: windows[Math.floor(windows.length * 0.99)] ?? 0,
  }
}
