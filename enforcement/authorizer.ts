import type { Ask, Verdict } from '../db/authorize/authorize.ts'
import { unavailable } from '../errors.ts'
import { type Asker, type Decision, groupAlike, type Question, settle } from './decision.ts'

/** 500 requests take a statement some 30 ms; more would make all of them wait for the last. */
const MOST_IN_A_BATCH = 500
const MOST_WAITING = 2_000
const MOST_IN_FLIGHT = 2
const DEADLINE_MS = 1_000
const SWEEP_MS = 50

interface Waiter extends Asker {
  deadline: number
  reject(error: Error): void
}

export interface Batch {
  decisions: readonly Decision[]
  seconds: number
}

/**
 * Gathers the questions of this instance into statements. A question joins only a statement that has not been sent:
 * joining one in flight would hand it an answer from before it was asked, and so from before a revocation that had
 * been answered.
 */
export class Authorizer {
  #decide: (asks: readonly Ask[]) => Promise<Verdict[]>
  #observe: (batch: Batch) => void
  #waiting: Waiter[] = []
  #inFlight = new Set<Waiter[]>()
  #scheduled = false
  #sweeper: NodeJS.Timeout

  /**
   * @param decide one statement about a batch; it must end by itself within a deadline
   * @param observe told of every batch that was decided
   */
  constructor(decide: (asks: readonly Ask[]) => Promise<Verdict[]>, observe: (batch: Batch) => void) {
    this.#decide = decide
    this.#observe = observe
    this.#sweeper = setInterval(() => this.#expire(), SWEEP_MS).unref()
  }

  get inFlight() {
    return this.#inFlight.size
  }

  /** @throws 503 when too many wait, or when there is no answer in time */
  ask(question: Question): Promise<Decision> {
    if (this.#waiting.length >= MOST_WAITING) return Promise.reject(unavailable(new Error('too many requests waiting')))
    const { promise, resolve, reject } = Promise.withResolvers<Decision>()
    this.#waiting.push({ question, deadline: performance.now() + DEADLINE_MS, resolve, reject })
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

  async #send(waiters: Waiter[]) {
    this.#inFlight.add(waiters)
    const start = performance.now()
    try {
      const groups = groupAlike(waiters)
      const verdicts = await this.#decide(groups.map(({ ask }) => ask))
      const decisions = settle(groups, verdicts)
      this.#observe({ decisions, seconds: (performance.now() - start) / 1000 })
    } catch (error) {
      for (const waiter of waiters) waiter.reject(error as Error)
    } finally {
      this.#inFlight.delete(waiters)
      this.#schedule()
    }
  }

  /** Each waiter has a deadline of its own, wherever it waits; a promise settled before is not settled again. */
  #expire() {
    const now = performance.now()
    const late = (waiter: Waiter) => waiter.deadline <= now
    const inTime = this.#waiting.findIndex(waiter => !late(waiter))
    const expired = this.#waiting.splice(0, inTime === -1 ? this.#waiting.length : inTime)
    for (const batch of this.#inFlight) expired.push(...batch.filter(late))
    for (const waiter of expired) waiter.reject(unavailable(new Error('no decision in time')))
  }
}
