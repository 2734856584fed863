import { setTimeout as sleep } from 'node:timers/promises'
import { Undecided } from '../errors.ts'
import { pauseAfter } from './pause.ts'

/** Time reserved per slot, plus SLOT_MS_PER_KB for each kB. */
const SLOT_MS = 10
const SLOT_MS_PER_KB = 5
/** Revoking a thousand keys takes less. */
const LONGEST_SLOT_MS = 500
/** How far beyond the longest accepted wait a slot may start, if earlier work overran. */
const LONGEST_LAG_MS = 400

export interface Slot {
  /**
   * When the slot was due, in ms of `performance.now()`. Set on arrival from the arrival times and sizes of the work so
   * far, never from how long it takes.
   */
  due: number
  /** Ends the slot, which the next one waits for. */
  end: () => void
}

/**
 * Slots for work that is done one piece at a time, with a pause after each, so that a flood takes at most half of the
 * time.
 *
 * Earlier work that overruns delays the start of a slot but not its due time, so a response at a fixed time after `due`
 * does not show how long the previous work took.
 */
export class SlotQueue {
  readonly #most: number
  readonly #longestMs: number
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #next = 0

  /** @param most how many can wait @param longestMs how long after its arrival a slot can be due */
  constructor(most: number, longestMs: number) {
    this.#most = most
    this.#longestMs = longestMs
  }

  /**
   * Waits for a slot.
   * @param bytes the size of the work
   * @throws Undecided if too many are waiting, or if the slot would be due too late or starts too late
   */
  async take(bytes: number): Promise<Slot> {
    const now = performance.now()
    const due = Math.max(now, this.#next)
    if (this.#waiting >= this.#most || due - now > this.#longestMs)
      throw new Undecided('too many are waiting in the queue')
    this.#next = due + Math.min(SLOT_MS + (SLOT_MS_PER_KB * bytes) / 1_000, LONGEST_SLOT_MS)
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    let begun = now
    const before = this.#last
    this.#last = ended.then(() => pauseAfter(begun))
    this.#waiting++
    await Promise.all([before, sleep(due - now)])
    this.#waiting--
    begun = performance.now()
    if (begun - now <= this.#longestMs + LONGEST_LAG_MS) return { due, end }
    end()
    throw new Undecided('the slot began too late')
  }
}
