/** A set that forgets everything when full, for facts that can be looked up again: bounded in memory, and fast. */
export class BoundedSet<T> {
  readonly most: number
  #members = new Set<T>()

  constructor(most: number) {
    this.most = most
  }

  has(member: T) {
    return this.#members.has(member)
  }

  add(member: T) {
    if (this.#members.size >= this.most) this.#members.clear()
    this.#members.add(member)
  }
}
