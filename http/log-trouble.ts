import { writeSync } from 'node:fs'

/** At most one outage in this time is reported on stderr, however often the log fails and recovers. */
const REPORT_EVERY_MS = 10_000

/**
 * Whether the log can be written, and the two lines on stderr that report when that changes. If stderr is broken or
 * full as well, the line is lost.
 */
export class LogTrouble {
  /** The code of the system error while the log cannot be written; otherwise undefined. */
  cause: string | undefined
  readonly #stderr: number
  #reportedAt = -REPORT_EVERY_MS
  #isReported = false

  /** @param stderr a non-blocking descriptor */
  constructor(stderr: number) {
    this.#stderr = stderr
  }

  begin(cause: string) {
    if (this.cause !== undefined) return
    this.cause = cause
    const now = performance.now()
    if (now - this.#reportedAt < REPORT_EVERY_MS) return
    this.#reportedAt = now
    this.#isReported = true
    this.#say(`keyward cannot write its log (${cause}): revocations are answered 503 until it can`)
  }

  /** @param dropped how many lines the log has lost since the start */
  end(dropped: number) {
    if (this.cause === undefined) return
    this.cause = undefined
    if (this.#isReported) this.#say(`keyward can write its log again; lines dropped since the start: ${dropped}`)
    this.#isReported = false
  }

  #say(message: string) {
    try {
      writeSync(this.#stderr, `${message}\n`)
    } catch {
      // The metrics report the outage too.
    }
  }
}
