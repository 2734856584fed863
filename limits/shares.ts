/** Gives a place back. */
export type Leave = () => void

interface Waiting {
  account: string
  enter: () => void
}

/** Places that accounts share. */
export interface Shares {
  /** How many are waiting for a place. */
  readonly waitingCount: number
  /**
   * Takes a place, immediately or within a time, which may already be over.
   * @returns a function that gives the place back, or undefined if none was free in time
   */
  take(account: string, withinMs: number): Promise<Leave | undefined>
}

/**
 * Creates places with a number for all accounts together and a smaller one for each account, so that no account takes
 * all of them. A free place goes to the waiting account that has the fewest, and among equals to the one that has waited
 * longest.
 */
export function sharesOf(all: number, each = all): Shares {
  const held = new Map<string, number>()
  const waiting = new Set<Waiting>()
  let taken = 0
  const heldBy = (account: string) => held.get(account) ?? 0
  const hasRoom = (account: string) => taken < all && heldBy(account) < each

  function enter(account: string): Leave {
    taken++
    held.set(account, heldBy(account) + 1)
    return () => leave(account)
  }
  function leave(account: string) {
    taken--
    const left = heldBy(account) - 1
    if (left > 0) held.set(account, left)
    else held.delete(account)
    next()?.enter()
  }
  function next() {
    const free = [...waiting].filter(({ account }) => hasRoom(account))
    return free.reduce<Waiting | undefined>(
      (best, one) => (best && heldBy(best.account) <= heldBy(one.account) ? best : one),
      undefined,
    )
  }
  function wait(account: string, withinMs: number) {
    const { promise, resolve } = Promise.withResolvers<Leave | undefined>()
    const one: Waiting = {
      account,
      enter: () => {
        clearTimeout(timer)
        waiting.delete(one)
        resolve(enter(account))
      },
    }
    const timer = setTimeout(() => {
      waiting.delete(one)
      resolve(undefined)
    }, withinMs)
    waiting.add(one)
    return promise
  }

  return {
    get waitingCount() {
      return waiting.size
    },
    take: async (account, withinMs) => (hasRoom(account) ? enter(account) : wait(account, Math.max(0, withinMs))),
  }
}
