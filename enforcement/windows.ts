import type { Windows } from '../schemas/primitives.ts'

interface Used {
  minuteLimit: number
  dayLimit: number
  minuteUsed: number
  dayUsed: number
  /** Unix timestamps (seconds). */
  minuteEnd: number
  dayEnd: number
}

/** The two windows as clients see them. After a change to a lower limit, `remaining` is 0, never negative. */
export const toWindows = ({ minuteLimit, dayLimit, minuteUsed, dayUsed, minuteEnd, dayEnd }: Used): Windows => ({
  minute: { limit: minuteLimit, remaining: Math.max(0, minuteLimit - minuteUsed), reset: minuteEnd },
  day: { limit: dayLimit, remaining: Math.max(0, dayLimit - dayUsed), reset: dayEnd },
})
