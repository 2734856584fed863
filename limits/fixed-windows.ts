import type { Window } from '../schemas/primitives.ts'

/** Callers tracked separately in one window; all later ones share one window, so that memory stays bounded. */
const MOST_CALLERS = 50_000
const OVERFLOW = ''
const MINUTE_MS = 60_000

/**
 * Fixed windows in memory, for limits that protect only this instance. They all end at the same time, so the one map is
 * discarded then and no caller needs a timer.
 */
export class FixedWindows {
  readonly limit: number
  readonly #lengthMs: number
  /** The number of the present window since the epoch. */
  #present = 0
  #used = new Map<string, number>()

  /** @param lengthMs how long a window is; a minute if not given */
  constructor(limit: number, lengthMs = MINUTE_MS) {
    this.limit = limit
    this.#lengthMs = lengthMs
  }

  /** Counts one request. @returns whether it was within the limit; if not, it is not counted */
  take(caller: string): boolean {
    const used = this.#usedBy(caller)
    if (used >= this.limit) return false
    this.#used.set(this.#slot(caller), used + 1)
    return true
  }

  /** The caller's window as it is now. */
  state(caller: string): Window {
    const remaining = this.limit - this.#usedBy(caller)
    return { limit: this.limit, remaining, reset: ((this.#present + 1) * this.#lengthMs) / 1000 }
  }

  #usedBy(caller: string) {
    const present = Math.floor(Date.now() / this.#lengthMs)
    if (present > this.#present) {
      this.#present = present
      this.#used = new Map()
    }
    return this.#used.get(this.#slot(caller)) ?? 0
  }

  #slot(caller: string) {
    return this.#used.size < MOST_CALLERS || this.#used.has(caller) ? caller : OVERFLOW
  }
}
