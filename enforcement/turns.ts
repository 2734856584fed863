import { Undecided } from './authorizer.ts'
import { restSince } from './rest.ts'

/** Turns that are taken one at a time, with a rest after each, so that a flood takes half of the time and no more. */
export class Turns {
  readonly #most: number
  readonly #longestMs: number
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  /** @param most how many may wait @param longestMs how long each may wait for its turn */
  constructor(most: number, longestMs: number) {
    this.#most = most
    this.#longestMs = longestMs
  }

  /**
   * Waits for a turn.
   * @returns what ends it; the next one waits for that
   * @throws Undecided if too many are waiting, or if the turn came too late
   */
  async take(): Promise<() => void> {
    if (this.#waiting >= this.#most) throw new Undecided('too many are waiting for their turn')
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const since = performance.now()
    let begun = since
    const before = this.#last
    this.#last = ended.then(() => restSince(begun))
    this.#waiting++
    await before
    this.#waiting--
    begun = performance.now()
    if (begun - since <= this.#longestMs) return end
    end()
    throw new Undecided('its turn came too late')
  }
}
