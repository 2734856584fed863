import { setTimeout as sleep } from 'node:timers/promises'

/** Longer than what is rested from takes, unless it had to wait for somebody: that cost nobody a processor. */
const LONGEST_MS = 100

/** Rests as long as something took that began then, so that half of the time is for everybody else. */
export const restSince = (begun: number) => sleep(Math.min(performance.now() - begun, LONGEST_MS))
