import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_MS = 20

/** Waits until something that tests can only see by looking is so. */
export async function until(condition: () => unknown, lookMs = LOOK_MS): Promise<void> {
  while (!(await condition())) await sleep(lookMs)
}
