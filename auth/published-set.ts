import { setTimeout as sleep } from 'node:timers/promises'
import { unavailable } from '../errors.ts'
import { fetchSet, reasonOf, type Source } from './fetch-set.ts'

/**
 * A set of public keys that another service publishes: the signing keys of Supabase or another provider, or GitHub's keys for secret scanning.
 *
 * Requests share a fetch. Each waits for it up to a deadline and then gives up, and the fetch continues for later
 * requests; if it ended with the first request, a slow server could never deliver a set. At most one fetch runs at a
 * time. A set that is no longer fresh is fetched again at its next use. If the server does not respond, the last valid
 * set is used for another `keptMs`.
 */
export interface PublishedSet<T> {
  /** The set if it is fresh. */
  fresh(): T | undefined
  /** The set, fetched again if it is not fresh. @throws 503 if no set is available */
  current(): Promise<T>
  /** The set as published after this call, or up to `againMs` before it. @throws 503 if it cannot be fetched */
  latest(): Promise<T>
  /** Starts a fetch before any request needs the set. */
  start(): void
  /** Ends the fetch that is running. */
  close(): void
}

export interface SetOptions<T> extends Source<T> {
  /** The setting that names the address, for the log. */
  setting: 'SUPABASE_URL' | 'SESSION_ISSUER' | 'SESSION_JWKS_URL' | 'GITHUB_KEYS_URL'
  /** How long a set is used without a fetch. */
  freshMs: number
  /** How much longer a set is used if it cannot be fetched. */
  keptMs: number
  /** The shortest time between the starts of two successful fetches. After a failure, the next attempt comes sooner. */
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
/** How long a request waits for a fetch that starts after it, and so may have to wait for another fetch first. */
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
  /** Why the last fetch failed, or that the running fetch takes longer than a request waits. */
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

  /** Requests that need a fetch that starts after their call share one. */
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

  /** @returns the set, which may be older than `freshMs` @throws 503 if there is none */
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

/** Whether a task ends within a time. */
async function endsWithin(task: Promise<void>, milliseconds: number) {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, milliseconds, false)
  task.then(() => resolve(true))
  return promise.finally(() => clearTimeout(timer))
}
