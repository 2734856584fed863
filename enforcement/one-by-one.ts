import { Undecided } from './authorizer.ts'
import { restSince } from './rest.ts'

/**
 * Runs tasks one at a time, so that a flood of them takes one connection and no more, and with a rest after each.
 */
export class OneByOne {
  readonly #most: number
  readonly #longestMs: number
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  /** @param most how many may wait @param longestMs how long each may wait for its turn */
  constructor(most: number, longestMs: number) {
    this.#most = most
    this.#longestMs = longestMs
  }

  /** @throws Undecided if too many are waiting, or if its turn came too late; the task is then not run */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#most) throw new Undecided('too many are waiting for their turn')
    this.#waiting++
    const since = performance.now()
    let begun = since
    const result = this.#last.then(() => {
      this.#waiting--
      begun = performance.now()
      if (begun - since > this.#longestMs) throw new Undecided('its turn came too late')
      return task()
    })
    this.#last = result.catch(() => {}).then(() => restSince(begun))
    return result
  }
}
