import type { Window } from '../schemas/primitives.ts'

/** Accounts counted separately in one window. Further ones share one count, so that memory stays bounded. */
const MOST_ACCOUNTS = 50_000
const OVERFLOW = ''
const MINUTE_MS = 60_000

/**
 * Fixed windows in memory, for limits that protect only this instance. All windows end at the same time, when the map
 * is replaced; no timers are needed.
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
  take(account: string): boolean {
    const used = this.#usedBy(account)
    if (used >= this.limit) return false
    this.#used.set(this.#slot(account), used + 1)
    return true
  }

  /** The present window of an account. */
  state(account: string): Window {
    const remaining = this.limit - this.#usedBy(account)
    return { limit: this.limit, remaining, reset: ((this.#present + 1) * this.#lengthMs) / 1000 }
  }

  #usedBy(account: string) {
    const present = Math.floor(Date.now() / this.#lengthMs)
    if (present > this.#present) {
      this.#present = present
      this.#used = new Map()
    }
    return this.#used.get(this.#slot(account)) ?? 0
  }

  #slot(account: string) {
    return this.#used.size < MOST_ACCOUNTS || this.#used.has(account) ? account : OVERFLOW
  }
}
