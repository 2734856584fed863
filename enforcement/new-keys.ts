import { BoundedMap } from '../limits/bounded-map.ts'

/** Keys that this instance remembers having seen. A forgotten key counts as new again. */
const MOST_SEEN = 20_000
/** New keys whose activity is written early: one statement's worth. Further ones wait for the normal flush. */
export const MOST_NEW = 500

/** The keys that this instance has seen for the first time since the last flush. */
export class NewKeys {
  #seen = new BoundedMap<string, true>(MOST_SEEN)
  #new = new Set<string>()

  /** Called once per key and flush, not per use. */
  see(keyId: string) {
    if (this.#seen.get(keyId)) return
    this.#seen.set(keyId, true)
    if (this.#new.size < MOST_NEW) this.#new.add(keyId)
  }

  /** Removes and returns the new keys. */
  drain(): string[] {
    const keyIds = [...this.#new]
    this.#new.clear()
    return keyIds
  }
}
