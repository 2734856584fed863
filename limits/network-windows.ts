import type { Window } from '../schemas/primitives.ts'

/** The networks of a client, narrowest first: an IPv4 address, its /24 and /16, or an IPv6 /64, its /48 and /32. */
export type Networks = readonly [narrow: string, middle: string, wide: string]

/** Networks of one size that are counted separately in one window, so that memory stays bounded. */
const MOST_NETWORKS = 50_000
const OVERFLOW = ''
const MINUTE_MS = 60_000

/**
 * The multiple of the limit for a network of each size.
 *
 * A /48 is one site and a /32 is a provider, but a single host can have 65,536 /64s of one /48. An IPv6 client must
 * therefore leave some requests to the rest of its site, and a site to its provider. IPv4 addresses are scarce enough
 * to count individually: a /24 or /16 has the limit of all its addresses together.
 */
const TIMES = { ipv4: [1, 256, 65_536], ipv6: [1, 16, 256] } as const

type Used = readonly [Map<string, number>, Map<string, number>, Map<string, number>]

/**
 * Fixed windows in memory for requests that only an address identifies. They protect only this instance.
 *
 * A request counts in the windows of all three of its networks and needs room in each. Once 50,000 networks of one size
 * are counted, further ones have no window of that size and are limited by the wider ones alone. The widest networks
 * share one window beyond that number, which takes requests from 50,000 /16s or /32s.
 */
export class NetworkWindows {
  readonly limit: number
  readonly #lengthMs: number
  /** The number of the present window since the epoch. */
  #present = 0
  #ipv4 = empty()
  #ipv6 = empty()

  /** @param lengthMs how long a window is; a minute if not given */
  constructor(limit: number, lengthMs = MINUTE_MS) {
    this.limit = limit
    this.#lengthMs = lengthMs
  }

  /** Counts one request. @returns whether it was within the limits; if not, it is not counted */
  take(networks: Networks): boolean {
    if (this.#remaining(networks) === 0) return false
    const used = this.#usedBy(networks)
    for (const at of SIZES) {
      const counts = used[at]
      const slot = slotIn(counts, networks, at)
      if (slot !== undefined) counts.set(slot, (counts.get(slot) ?? 0) + 1)
    }
    return true
  }

  /** The present window of a client. */
  state(networks: Networks): Window {
    const remaining = this.#remaining(networks)
    return { limit: this.limit, remaining, reset: ((this.#present + 1) * this.#lengthMs) / 1000 }
  }

  #remaining(networks: Networks) {
    this.#begin()
    const used = this.#usedBy(networks)
    const times = isIPv4(networks) ? TIMES.ipv4 : TIMES.ipv6
    let remaining = this.limit
    for (const at of SIZES) {
      const slot = slotIn(used[at], networks, at)
      if (slot !== undefined) remaining = Math.min(remaining, this.limit * times[at] - (used[at].get(slot) ?? 0))
    }
    return remaining
  }

  #usedBy = (networks: Networks) => (isIPv4(networks) ? this.#ipv4 : this.#ipv6)

  #begin() {
    const present = Math.floor(Date.now() / this.#lengthMs)
    if (present <= this.#present) return
    this.#present = present
    this.#ipv4 = empty()
    this.#ipv6 = empty()
  }
}

const SIZES = [0, 1, 2] as const
const WIDEST = 2

const empty = (): Used => [new Map(), new Map(), new Map()]

const isIPv4 = ([narrow]: Networks) => narrow.includes('.')

/** The entry in which a request is counted; undefined if the table of that size is full and lacks the network. */
function slotIn(counts: Map<string, number>, networks: Networks, at: 0 | 1 | 2) {
  if (counts.size < MOST_NETWORKS || counts.has(networks[at])) return networks[at]
  return at === WIDEST ? OVERFLOW : undefined
}
