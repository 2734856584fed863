import { setTimeout as sleep } from 'node:timers/promises'

const MINUTE_MS = 60_000
/** The longest time of a test that counts requests. On a busy machine ten requests can take seconds. */
const ROOM_MS = 10_000

/** Waits until the present minute has room for a test, so that no window ends within it. */
export async function roomInTheMinute() {
  const left = MINUTE_MS - (Date.now() % MINUTE_MS)
  if (left < ROOM_MS) await sleep(left + 100)
}
