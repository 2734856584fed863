/** A set that forgets everything when it is full, for what can be learnt again: its memory is bounded, and it is quick. */
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
