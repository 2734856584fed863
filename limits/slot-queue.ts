import { setTimeout as sleep } from 'node:timers/promises'
import { Undecided } from '../errors.ts'
import { restSince } from './pause.ts'

/** At most one turn in this time, and in this time more for each kB of the work. */
const SLOT_MS = 10
const SLOT_MS_PER_KB = 5
/** Revoking a thousand keys takes less. */
const LONGEST_SLOT_MS = 500
/** A turn may come so much later than the last due time that is accepted: the work before it took longer than its slots. */
const LONGEST_LAG_MS = 400

export interface Turn {
  /** When the turn was due, in ms of `performance.now()`: it depends on the sizes of what came before, and nothing else. */
  due: number
  /** Ends the turn; the next one waits for that. */
  end: () => void
}

/**
 * Turns that are taken one at a time, with a rest after each, so that a flood takes half of the time and no more.
 *
 * When a turn is due is decided on arrival, by the sizes of the work before it. What that work turns out to be may delay
 * the beginning, but not `due`: an answer at a fixed time after `due` does not show how long the neighbour took.
 */
export class Turns {
  readonly #most: number
  readonly #longestMs: number
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #next = 0

  /** @param most how many may wait @param longestMs how long after its arrival a turn may be due */
  constructor(most: number, longestMs: number) {
    this.#most = most
    this.#longestMs = longestMs
  }

  /**
   * Waits for a turn.
   * @param bytes the size of the work
   * @throws Undecided if too many are waiting, if the turn is due too late, or if it came too late
   */
  async take(bytes: number): Promise<Turn> {
    const now = performance.now()
    const due = Math.max(now, this.#next)
    if (this.#waiting >= this.#most || due - now > this.#longestMs)
      throw new Undecided('too many are waiting for their turn')
    this.#next = due + Math.min(SLOT_MS + (SLOT_MS_PER_KB * bytes) / 1_000, LONGEST_SLOT_MS)
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    let begun = now
    const before = this.#last
    this.#last = ended.then(() => restSince(begun))
    this.#waiting++
    await Promise.all([before, sleep(due - now)])
    this.#waiting--
    begun = performance.now()
    if (begun - now <= this.#longestMs + LONGEST_LAG_MS) return { due, end }
    end()
    throw new Undecided('its turn came too late')
  }
}
