import type { Windows } from '../schemas/primitives.ts'
import { TIERS, type Tier } from '../schemas/tier.ts'

interface Used {
  tier: Tier
  minuteUsed: number
  dayUsed: number
  /** Unix timestamps (seconds). */
  minuteEnd: number
  dayEnd: number
}

/** The two windows as clients see them. If the tier was lowered mid-window, 0 remains, never less. */
export function toWindows({ tier, minuteUsed, dayUsed, minuteEnd, dayEnd }: Used): Windows {
  const { minuteLimit, dayLimit } = TIERS[tier]
  return {
    minute: { limit: minuteLimit, remaining: Math.max(0, minuteLimit - minuteUsed), reset: minuteEnd },
    day: { limit: dayLimit, remaining: Math.max(0, dayLimit - dayUsed), reset: dayEnd },
  }
}
