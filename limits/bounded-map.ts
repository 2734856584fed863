/**
 * A map that drops its oldest entry when full, so that its memory is bounded. For facts that can be looked up again.
 */
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
    this.#entries.set(key, value)
    if (this.#entries.size > this.most) this.#entries.delete(this.#entries.keys().next().value as K)
  }
}
