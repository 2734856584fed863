import type { Plan } from '../config/plans.ts'
import type { Windows } from '../schemas/primitives.ts'

interface Used {
  minuteUsed: number
  dayUsed: number
  /** Unix timestamps (seconds). */
  minuteEnd: number
  dayEnd: number
}

/** The two windows as clients see them. After a change to a lower tier, `remaining` is 0, never negative. */
export function toWindows({ minuteLimit, dayLimit }: Plan, { minuteUsed, dayUsed, minuteEnd, dayEnd }: Used): Windows {
  return {
    minute: { limit: minuteLimit, remaining: Math.max(0, minuteLimit - minuteUsed), reset: minuteEnd },
    day: { limit: dayLimit, remaining: Math.max(0, dayLimit - dayUsed), reset: dayEnd },
  }
}
