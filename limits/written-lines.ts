import { BoundedMap } from './bounded-map.ts'

/** About 100 bytes each. */
const MOST_REMEMBERED = 50_000
/** A repeat usually follows a lost response, so its line is written again although it should be in the log. */
const MOST_AGAIN = 1_000
const MINUTE_MS = 60_000

/** The revocation of one key. */
interface Line {
  key_id: string
  at: Date
}

/**
 * The lines that this instance has written. Repeats write their lines again, but within a minute at most 1,000 that are
 * remembered here: more would let a flood of repeats fill the log. A line that this instance has not written, or no
 * longer remembers, is always written.
 */
export class WrittenLines {
  readonly #written = new BoundedMap<string, number>(MOST_REMEMBERED)
  #minute = 0
  #again = 0

  /** Whether the line of a repeat has to be written. */
  isNeeded({ key_id, at }: Line): boolean {
    if (this.#written.get(key_id) !== at.getTime()) return true
    const minute = Math.floor(performance.now() / MINUTE_MS)
    if (minute !== this.#minute) this.#again = 0
    this.#minute = minute
    return ++this.#again <= MOST_AGAIN
  }

  add({ key_id, at }: Line) {
    this.#written.set(key_id, at.getTime())
  }
}
