import { type Decision, decide, groupAlike, type Use, type Verdict } from './decision.ts'

/** 500 requests take a statement some 30 ms; more would make all of them wait for the last. */
const MOST_IN_A_BATCH = 500
const MOST_WAITING = 2_000
/** Two: while one is on its way the next is made ready, and a slow one does not hold everybody. */
export const MOST_IN_FLIGHT = 2
/** More than a statement may take (db/connection/client.ts), so that those who wait behind it are told in time too. */
const DEADLINE_MS = 1_000
const SWEEP_MS = 50

/** There is no decision, because too many wait or the database did not answer in time. */
export class Undecided extends Error {}

/** One statement about a batch, given as groups of uses that are alike. @returns one verdict per group, in order */
export type DecideBatch = (groups: readonly (readonly Use[])[]) => Promise<Verdict[]>

export interface Batch {
  decisions: readonly Decision[]
  /** From sending the statement to the decisions. */
  seconds: number
}

/** A use that waits for its decision, in line or in flight. */
interface Pending extends Use {
  deadline: number
  resolve(decision: Decision): void
  reject(error: Error): void
}

/**
 * Gathers the uses of this instance into statements. A use joins only a statement that has not been sent: joining one
 * in flight would hand it an answer from before it was asked, and so from before a revocation that had been answered.
 */
export class Authorizer {
  #decideBatch: DecideBatch
  #observe: (batch: Batch) => void
  #waiting: Pending[] = []
  #inFlight = new Set<Pending[]>()
  #scheduled = false
  #sweeper: NodeJS.Timeout

  /**
   * @param decideBatch the statement (db/authorize.ts); it must end by itself within a deadline
   * @param observe called with every batch that was decided; must not throw
   */
  constructor(decideBatch: DecideBatch, observe: (batch: Batch) => void) {
    this.#decideBatch = decideBatch
    this.#observe = observe
    this.#sweeper = setInterval(() => this.#expire(), SWEEP_MS).unref()
  }

  get inFlight() {
    return this.#inFlight.size
  }

  /** @throws Undecided when too many wait, or when there is no answer in time */
  authorize(use: Use): Promise<Decision> {
    if (this.#waiting.length >= MOST_WAITING) return Promise.reject(new Undecided('too many requests waiting'))
    const { promise, resolve, reject } = Promise.withResolvers<Decision>()
    const { digest, requirement, counts } = use
    this.#waiting.push({ digest, requirement, counts, deadline: performance.now() + DEADLINE_MS, resolve, reject })
    this.#schedule()
    return promise
  }

  close() {
    clearInterval(this.#sweeper)
  }

  /** At the end of the tick, so that the requests of one tick travel together. */
  #schedule() {
    if (this.#scheduled || this.#waiting.length === 0 || this.#inFlight.size >= MOST_IN_FLIGHT) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      void this.#send(this.#waiting.splice(0, MOST_IN_A_BATCH))
      this.#schedule()
    })
  }

  async #send(batch: Pending[]) {
    this.#inFlight.add(batch)
    const start = performance.now()
    try {
      const groups = groupAlike(batch)
      const decisions = settle(groups, await this.#decideBatch(groups))
      this.#observe({ decisions, seconds: (performance.now() - start) / 1000 })
    } catch (error) {
      for (const { reject } of batch) reject(error as Error)
    } finally {
      this.#inFlight.delete(batch)
      this.#schedule()
    }
  }

  /** Each use has a deadline of its own, wherever it waits; a promise that is settled stays as it is. */
  #expire() {
    const now = performance.now()
    const late = ({ deadline }: Pending) => deadline <= now
    const inTime = this.#waiting.findIndex(pending => !late(pending))
    const expired = this.#waiting.splice(0, inTime === -1 ? this.#waiting.length : inTime)
    for (const batch of this.#inFlight) expired.push(...batch.filter(late))
    for (const { reject } of expired) reject(new Undecided('no decision in time'))
  }
}

/** Gives every use its decision. */
function settle(groups: Pending[][], verdicts: Verdict[]): Decision[] {
  const taken = new Map<string, number>()
  const decisions: Decision[] = []
  groups.forEach((group, at) => {
    for (const pending of group)
      try {
        const decision = decide(pending, verdicts[at] as Verdict, taken)
        decisions.push(decision)
        pending.resolve(decision)
      } catch (error) {
        // A row that makes no sense, such as one of a newer version's tier, must not fail everybody else's.
        pending.reject(error as Error)
      }
  })
  return decisions
}
