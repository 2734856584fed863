/** A map that forgets its oldest entry when full, for facts that can be looked up again: its memory is bounded. */
export class BoundedMap<K, V> {
  readonly most: number
  #entries = new Map<K, V>()

  constructor(most: number) {
    this.most = most
  }

  get(key: K): V | undefined {
    return this.#entries.get(key)
  }

  set(key: K, value: V) {
    if (this.#entries.size >= this.most && !this.#entries.has(key)) this.#forgetOldest()
    this.#entries.set(key, value)
  }

  #forgetOldest() {
    for (const oldest of this.#entries.keys()) return void this.#entries.delete(oldest)
  }
}
