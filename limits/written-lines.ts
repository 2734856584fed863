import { BoundedMap } from './bounded-map.ts'

/** About 100 bytes each. */
const MOST_REMEMBERED = 50_000
/** A repeat usually follows a lost response, so its line is written again even though it should be in the log. */
const MOST_AGAIN = 1_000
const MINUTE_MS = 60_000

/** The revocation of one key. */
interface Line {
  key_id: string
  at: Date
}

/**
 * The lines that this instance has written. A repeat writes its line again, up to 1,000 remembered lines per minute:
 * more would let a flood of repeats fill the log. Lines that this instance has not written, or no longer remembers, are
 * always written.
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
