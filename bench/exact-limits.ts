import { setTimeout as sleep } from 'node:timers/promises'
import { useKey } from './client.ts'

const MINUTE_MS = 60_000
const LIMIT = 1_000 // pro, per minute

/**
 * Sends requests with one key per account at twice its limit, during one minute and over all instances.
 * @returns how many requests beyond the limit were admitted, and how many within it were rejected
 */
export async function exactLimits(instances: readonly string[], keys: readonly string[]) {
  await sleep(MINUTE_MS - (Date.now() % MINUTE_MS) + 500)
  const end = Date.now() - (Date.now() % MINUTE_MS) + MINUTE_MS - 2_000
  const admitted = await Promise.all(keys.map(key => useUp(instances, key, end)))
  return {
    accounts: keys.length,
    over: admitted.reduce((sum, count) => sum + Math.max(0, count - LIMIT), 0),
    under: admitted.reduce((sum, count) => sum + Math.max(0, LIMIT - count), 0),
  }
}

/** Sends twice the limit, spread over the available time. */
async function useUp(instances: readonly string[], key: string, end: number) {
  const requests: Promise<number>[] = []
  for (let at = 0; at < 2 * LIMIT; at++) {
    requests.push(useKey(instances[at % instances.length] as string, key))
    if (at % 20 === 0) await sleep((Math.max(0, end - Date.now()) / (2 * LIMIT - at)) * 20)
  }
  return (await Promise.all(requests)).filter(status => status === 200).length
}
