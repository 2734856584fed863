import { Undecided } from '../errors.ts'
import { type Decision, decide, groupAlike, type Use, type Verdict } from './decision.ts'

/** A statement takes about 30 ms for 500 requests. A larger batch would make all of them wait for the last. */
const MOST_IN_A_BATCH = 500
const MOST_WAITING = 2_000
/** Two, so that the next batch is sent while one is in flight, and a slow statement does not hold up every use. */
export const MOST_IN_FLIGHT = 2
/**
 * Longer than a statement's own deadline (db/connection/pools.ts), so that uses queued behind a slow one get their error
 * in time too.
 */
const DEADLINE_MS = 1_000
const SWEEP_MS = 50

/** Runs one statement for a batch, given as groups of like uses. @returns one verdict per group, in order */
export type DecideBatch = (groups: readonly (readonly Use[])[]) => Promise<Verdict[]>

export interface Batch {
  decisions: readonly Decision[]
  /** How many uses got no decision because their verdict was `undecided`. */
  undecided: number
  /** The time from sending the statement to having the decisions. */
  seconds: number
}

/** A use that is waiting for its decision, queued or in flight. */
interface WaitingUse extends Use {
  deadline: number
  resolve(decision: Decision): void
  reject(error: Error): void
}

/**
 * Batches this instance's uses into statements. A use joins only a statement that has not been sent. A statement already
 * in flight may have read the key before a revocation that was confirmed before this use arrived.
 */
export class Authorizer {
  #decideBatch: DecideBatch
  #observe: (batch: Batch) => void
  #waiting: WaitingUse[] = []
  #inFlight = new Set<WaitingUse[]>()
  #scheduled = false
  #sweeper: NodeJS.Timeout

  /**
   * @param decideBatch the statement (db/authorize.ts), which must finish within its own deadline
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

  get waiting() {
    return this.#waiting.length
  }

  /** @throws Undecided if too many uses are waiting, or if there is no decision in time */
  authorize(use: Use): Promise<Decision> {
    if (this.#waiting.length >= MOST_WAITING) return Promise.reject(new Undecided('too many requests waiting'))
    const { promise, resolve, reject } = Promise.withResolvers<Decision>()
    const { digest, requirement, counts, cost, describes } = use
    const deadline = performance.now() + DEADLINE_MS
    this.#waiting.push({ digest, requirement, counts, cost, describes, deadline, resolve, reject })
    this.#schedule()
    return promise
  }

  close() {
    clearInterval(this.#sweeper)
  }

  /** Sends at the end of the tick, so that requests from the same tick share a statement. */
  #schedule() {
    if (this.#scheduled || this.#waiting.length === 0 || this.#inFlight.size >= MOST_IN_FLIGHT) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      void this.#send(this.#waiting.splice(0, MOST_IN_A_BATCH))
      this.#schedule()
    })
  }

  async #send(batch: WaitingUse[]) {
    this.#inFlight.add(batch)
    const start = performance.now()
    try {
      const groups = groupAlike(batch)
      const settled = settle(groups, await this.#decideBatch(groups))
      this.#observe({ ...settled, seconds: (performance.now() - start) / 1000 })
    } catch (error) {
      for (const { reject } of batch) reject(error as Error)
    } finally {
      this.#inFlight.delete(batch)
      this.#schedule()
    }
  }

  /** Each use has its own deadline, queued or in flight. Rejecting a promise that is already settled has no effect. */
  #expire() {
    const now = performance.now()
    const late = ({ deadline }: WaitingUse) => deadline <= now
    const inTime = this.#waiting.findIndex(use => !late(use))
    const expired = this.#waiting.splice(0, inTime === -1 ? this.#waiting.length : inTime)
    for (const batch of this.#inFlight) expired.push(...batch.filter(late))
    for (const { reject } of expired) reject(new Undecided('no decision in time'))
  }
}

/** Gives every use its decision, or rejects it as undecided. */
function settle(groups: WaitingUse[][], verdicts: Verdict[]): Pick<Batch, 'decisions' | 'undecided'> {
  const taken = new Map<string, number>()
  const decisions: Decision[] = []
  let undecided = 0
  groups.forEach((group, at) => {
    const verdict = verdicts[at] as Verdict
    if (verdict.kind === 'undecided') {
      undecided += group.length
      for (const { reject } of group) reject(new Undecided('the state of the key or of its account is being changed'))
      return
    }
    for (const use of group)
      try {
        const decision = decide(use, verdict, taken)
        decisions.push(decision)
        use.resolve(decision)
      } catch (error) {
        // An unexpected row must not fail the rest of the batch.
        use.reject(error as Error)
      }
  })
  return { decisions, undecided }
}
