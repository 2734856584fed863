/**
 * An amount that many owners share, with a limit for all together and one for each owner, so that no owner can use it
 * up.
 */
export class Budget {
  readonly #most: number
  readonly #mostEach: number
  readonly #held = new Map<string, number>()
  #inAll = 0

  constructor(most: number, mostEach: number) {
    this.#most = most
    this.#mostEach = mostEach
  }

  /** @returns whether enough was left; otherwise nothing is taken */
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
