import type { Window } from '../schemas/primitives.ts'

/** Callers tracked separately in one minute; all later ones share one window, so that memory stays bounded. */
const MOST_CALLERS = 50_000
const OVERFLOW = ''
const MINUTE_MS = 60_000

/**
 * Fixed one-minute windows in memory, for limits that protect only this instance. They all end with the minute, so the
 * one map is discarded then and no caller needs a timer.
 */
export class MinuteWindows {
  readonly limit: number
  #minute = 0
  #used = new Map<string, number>()

  constructor(limit: number) {
    this.limit = limit
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
    return { limit: this.limit, remaining, reset: ((this.#minute + 1) * MINUTE_MS) / 1000 }
  }

  #usedBy(caller: string) {
    const minute = Math.floor(Date.now() / MINUTE_MS)
    if (minute > this.#minute) {
      this.#minute = minute
      this.#used = new Map()
    }
    return this.#used.get(this.#slot(caller)) ?? 0
  }

  #slot(caller: string) {
    return this.#used.size < MOST_CALLERS || this.#used.has(caller) ? caller : OVERFLOW
  }
}
