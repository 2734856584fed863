/** An amount that many use at once: bounded in all, and for each owner, so that one cannot use it up. */
export class Budget {
  readonly #most: number
  readonly #mostEach: number
  readonly #held = new Map<string, number>()
  #inAll = 0

  constructor(most: number, mostEach: number) {
    this.#most = most
    this.#mostEach = mostEach
  }

  /** @returns whether there was as much left; if not, nothing is taken */
  take(owner: string, amount: number) {
    const held = (this.#held.get(owner) ?? 0) + amount
    if (held > this.#mostEach || this.#inAll + amount > this.#most) return false
    this.#held.set(owner, held)
    this.#inAll += amount
    return true
  }

  giveBack(owner: string, amount: number) {
    const held = (this.#held.get(owner) ?? 0) - amount
    if (held > 0) this.#held.set(owner, held)
    else this.#held.delete(owner)
    this.#inAll -= amount
  }
}
