/** Longer than a window of `account minute` lasts, with the statements that count in it. */
const SETTLED_MS = 2_000

/** The units that were admitted in a window. */
interface Admitted {
  units: number
  limit: number
  /** When the first statement that was admitted in it began, and the largest minute limit that one of them saw. */
  began: number
  seen: number
}

/** What many statements were given, by window. */
export class Ledger {
  readonly #windows = new Map<string, Admitted>()
  readonly #changes: { answered: number; limit: number }[] = []
  statements = 0

  changed(limit: number) {
    this.#changes.push({ answered: performance.now(), limit })
  }

  add(window: string, limit: number, units: number, began: number, seen = limit) {
    const entry = this.#windows.get(window) ?? { units: 0, limit, began, seen }
    entry.units += units
    entry.began = Math.min(entry.began, began)
    entry.seen = Math.max(entry.seen, seen)
    this.#windows.set(window, entry)
  }

  /** The windows in which more was admitted than the limit by which their statements had to be decided. */
  over() {
    return [...this.#windows].filter(([window, entry]) => entry.units > this.#limitOf(window, entry))
  }

  full(kind: string) {
    return [...this.#windows].filter(([window, { units, limit }]) => window.startsWith(kind) && units === limit).length
  }

  /** A change binds the statements that start after it was answered; those that ran across it may have seen either. */
  #limitOf(window: string, { limit, began, seen }: Admitted) {
    if (!window.startsWith('account minute')) return limit
    const before = this.#changes.findLast(({ answered }) => answered < began)
    const next = this.#changes.find(({ answered }) => answered >= began)
    const isSettled = !next || next.answered > began + SETTLED_MS
    return isSettled ? (before?.limit ?? limit) : seen
  }
}
