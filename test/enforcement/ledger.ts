/** Longer than a window of `account minute` lasts, with the statements that count in it. */
const SETTLED_MS = 2_000

/** What one use was given, and what its answer said about a window. */
interface Entry {
  limit: number
  /** The limit that the answer reported. */
  seen: number
  units: number
  /** The units that were used by then, as the answer reported them. */
  used: number
  began: number
}

/** The units that were admitted in a window. */
interface Admitted {
  units: number
  limit: number
  /** When the first use that was admitted in it began, and the largest limit that one of them saw. */
  began: number
  seen: number
  /** The most that any answer reported as used. */
  used: number
}

/** What many uses were given, by window. */
export class Ledger {
  readonly #windows = new Map<string, Admitted>()
  readonly #changes: { answered: number; limit: number }[] = []
  /** The units that were asked for, and of those the ones whose uses got no decision: they may have been counted. */
  asked = 0
  undecided = 0
  /** How many uses were rejected although, by their answers, every window had enough left. */
  rejectedThoughItFits = 0

  changed(limit: number) {
    this.#changes.push({ answered: performance.now(), limit })
  }

  add(window: string, { limit, seen, units, used, began }: Entry) {
    const entry = this.#windows.get(window) ?? { units: 0, limit, began: Number.POSITIVE_INFINITY, seen: 0, used: 0 }
    this.#windows.set(window, entry)
    entry.used = Math.max(entry.used, used)
    if (units === 0) return
    entry.units += units
    entry.began = Math.min(entry.began, began)
    entry.seen = Math.max(entry.seen, seen)
  }

  /** The windows in which more was admitted than the limit by which their uses had to be decided. */
  over() {
    return [...this.#windows].filter(([window, entry]) => entry.units > this.#limitOf(window, entry))
  }

  /** The windows of which an answer said that more was used than has been admitted. */
  under() {
    return [...this.#windows].filter(([, { units, used }]) => used > units + this.undecided)
  }

  full(kind: string) {
    return [...this.#windows].filter(([window, { units, limit }]) => window.startsWith(kind) && units === limit).length
  }

  get admitted() {
    const minutes = [...this.#windows].filter(([window]) => window.startsWith('account minute'))
    return minutes.reduce((sum, [, { units }]) => sum + units, 0)
  }

  /** A change binds the uses that start after it was answered; those that ran across it may have seen either. */
  #limitOf(window: string, { limit, began, seen }: Admitted) {
    if (!window.startsWith('account minute')) return limit
    const before = this.#changes.findLast(({ answered }) => answered < began)
    const next = this.#changes.find(({ answered }) => answered >= began)
    const isSettled = !next || next.answered > began + SETTLED_MS
    return isSettled ? (before?.limit ?? limit) : seen
  }
}
