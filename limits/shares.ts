/** Gives a place back. */
export type Leave = () => void

interface Waiting {
  account: string
  enter: () => void
}

/**
 * Places that accounts share, with a number for all together and a smaller one for each account, so that no account
 * takes all of them. A free place goes to the waiting account that has the fewest, and among equals to the one that has
 * waited longest.
 */
export class Shares {
  readonly #held = new Map<string, number>()
  readonly #waiting = new Set<Waiting>()
  readonly #all: number
  readonly #each: number
  #taken = 0

  constructor(all: number, each = all) {
    this.#all = all
    this.#each = each
  }

  get waitingCount() {
    return this.#waiting.size
  }

  /**
   * Takes a place, immediately or within a time, which may already be over.
   * @returns a function that gives the place back, or undefined if none was free in time
   */
  async take(account: string, withinMs: number): Promise<Leave | undefined> {
    return this.#hasRoom(account) ? this.#enter(account) : this.#wait(account, Math.max(0, withinMs))
  }

  #hasRoom(account: string) {
    return this.#taken < this.#all && this.#heldBy(account) < this.#each
  }

  #heldBy(account: string) {
    return this.#held.get(account) ?? 0
  }

  #enter(account: string): Leave {
    this.#taken++
    this.#held.set(account, this.#heldBy(account) + 1)
    return () => this.#leave(account)
  }

  #leave(account: string) {
    this.#taken--
    const held = this.#heldBy(account) - 1
    if (held > 0) this.#held.set(account, held)
    else this.#held.delete(account)
    this.#next()?.enter()
  }

  #wait(account: string, withinMs: number): Promise<Leave | undefined> {
    const { promise, resolve } = Promise.withResolvers<Leave | undefined>()
    const waiting: Waiting = {
      account,
      enter: () => {
        clearTimeout(timer)
        this.#waiting.delete(waiting)
        resolve(this.#enter(account))
      },
    }
    const timer = setTimeout(() => {
      this.#waiting.delete(waiting)
      resolve(undefined)
    }, withinMs)
    this.#waiting.add(waiting)
    return promise
  }

  #next(): Waiting | undefined {
    let next: Waiting | undefined
    for (const waiting of this.#waiting)
      if (this.#hasRoom(waiting.account) && (!next || this.#heldBy(waiting.account) < this.#heldBy(next.account)))
        next = waiting
    return next
  }
}
