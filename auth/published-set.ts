import { setTimeout as sleep } from 'node:timers/promises'
import { unavailable } from '../errors.ts'
import { fetchSet, reasonOf, type Source } from './fetch-set.ts'

/**
 * A set of public keys that another service publishes: Supabase's signing keys, GitHub's keys of its secret scanning.
 *
 * Requests share a fetch: each waits for it up to a deadline and may give up, and the fetch continues for later requests.
 * If it ended with the first request, a server slower than that deadline could never deliver a set. At most one fetch runs at a time. A set that is not fresh is fetched again at its next use; if the server
 * does not answer, the last good set is used until `keptMs` have passed as well.
 */
export interface PublishedSet<T> {
  /** The set, if it may be used without a fetch. */
  fresh(): T | undefined
  /** The set, fetched again if it is not fresh. @throws 503 if there is none to be had */
  current(): Promise<T>
  /** The set as it was published after this call, or at most `againMs` before it. @throws 503 if that is not known */
  latest(): Promise<T>
  /** Starts a fetch before any request needs the set. */
  start(): void
  /** Ends the fetch that is running. */
  close(): void
}

export interface SetOptions<T> extends Source<T> {
  /** The setting that names the address, for the log. */
  setting: 'SUPABASE_URL' | 'GITHUB_KEYS_URL'
  /** How long a set is used without a fetch. */
  freshMs: number
  /** How much longer a set is used if it cannot be fetched again. */
  keptMs: number
  /** The least time from the start of a good fetch to the start of the next one. After failures it is shorter at first. */
  againMs: number
  log: SetLog
}

export interface SetLog {
  info(message: string): void
  warn(fields: { reason: string }, message: string): void
  warn(message: string): void
}

/** How long a request waits for a fetch that is running or about to begin. */
const WAIT_MS = 900
/** How long a request waits for a fetch that has to begin after it, and so may have to wait for another one. */
const WAIT_FOR_LATEST_MS = 1_900
const FIRST_RETRY_MS = 500
const LOG_AGAIN_MS = 60_000

export function publishedSet<T>(options: SetOptions<T>): PublishedSet<T> {
  const { setting, freshMs, keptMs, againMs, log } = options
  const closing = new AbortController()
  let held: { value: T; begun: number } | undefined
  let running: Promise<void> | undefined
  let upcoming: Promise<void> | undefined
  let [notBefore, failures, loggedAt] = [0, 0, Number.NEGATIVE_INFINITY]
  /** Why the last fetch failed, or that the running one is later than a request waits. */
  let problem: Error | undefined

  const age = () => (held ? performance.now() - held.begun : Number.POSITIVE_INFINITY)
  const usable = () => (age() < freshMs + keptMs ? held : undefined)
  const fresh = () => (age() < freshMs ? held?.value : undefined)

  async function fetchOnce() {
    const begun = performance.now()
    try {
      held = { value: await fetchSet(options, closing.signal), begun }
      if (failures > 0) log.info(`the key set at ${setting} was fetched again`)
      failures = 0
      problem = undefined
      notBefore = begun + againMs
    } catch (error) {
      problem = new Error(`the key set at ${setting} could not be fetched: ${reasonOf(error as Error)}`)
      notBefore = performance.now() + Math.min(againMs, FIRST_RETRY_MS * 2 ** failures)
      failures++
      report(problem)
    }
    running = undefined
  }

  function report({ message: reason }: Error) {
    if (closing.signal.aborted || performance.now() - loggedAt < LOG_AGAIN_MS) return
    loggedAt = performance.now()
    log.warn({ reason }, 'a key set could not be fetched')
  }

  /** Everyone who needs a fetch that begins after their call waits for the same one. */
  function next() {
    upcoming ??= begin()
    return upcoming
  }

  async function begin() {
    await running
    await sleep(Math.max(0, notBefore - performance.now()), undefined, { ref: false })
    upcoming = undefined
    running = fetchOnce()
    await running
  }

  async function wait(fetched: Promise<void>, milliseconds: number) {
    if (!(await endsWithin(fetched, milliseconds))) problem ??= late(setting)
  }

  /** @returns the set, which may be an old one @throws 503 */
  function atHand() {
    const set = usable()
    if (set) return set.value
    throw unavailable(problem)
  }

  return {
    fresh,
    async current() {
      const set = fresh()
      if (set !== undefined) return set
      const fetched = running ?? next()
      if (problem && usable()) return atHand()
      await wait(fetched, WAIT_MS)
      return atHand()
    },
    async latest() {
      const asked = performance.now()
      if (notBefore - asked > WAIT_FOR_LATEST_MS) {
        if (problem) throw unavailable(problem)
        return atHand()
      }
      await wait(next(), WAIT_FOR_LATEST_MS)
      if (held && held.begun >= asked) return held.value
      throw unavailable(problem)
    },
    start: () => void next(),
    close: () => closing.abort(),
  }
}

const late = (setting: string) => new Error(`the key set at ${setting} has not been fetched yet`)

/** Whether something ends in time. */
async function endsWithin(task: Promise<void>, milliseconds: number) {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, milliseconds, false)
  task.then(() => resolve(true))
  return promise.finally(() => clearTimeout(timer))
}
