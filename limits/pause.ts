import { setTimeout as sleep } from 'node:timers/promises'

/** Upper bound for a pause. Work that takes longer was waiting for a lock, which uses no CPU. */
const LONGEST_MS = 100

/** Pauses for as long as work has taken that began at `begun`, so that other requests get half of the time. */
export const pauseAfter = (begun: number) => sleep(Math.min(performance.now() - begun, LONGEST_MS))
