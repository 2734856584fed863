import { writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { LogQueue, type LogRecord } from './log-queue.ts'
import { LogTrouble } from './log-trouble.ts'

/** The destination of log lines. Each line ends with a line feed. */
export interface Log {
  /** Writes an ordinary line, which may be dropped. Neither waits nor throws. */
  write(line: string): void
  /**
   * Writes lines that must not be lost, ahead of any waiting ordinary lines.
   * @throws LogUnavailable if they are not written in time; they may still be written later
   */
  record(lines: readonly string[]): Promise<void>
  /** How many ordinary lines were dropped. */
  readonly dropped: number
  /** How many calls of `record` have failed. */
  readonly failed: number
  readonly isWritable: boolean
}

export class LogUnavailable extends Error {
  constructor(cause: string) {
    super(`the log cannot be written: ${cause}`)
  }
}

/** How long a record waits for a reader that does not read. */
const RECORD_MS = 400
const SHORTEST_PAUSE_MS = 1
const LONGEST_PAUSE_MS = 64
/** The code of a write that would have to wait for the reader. */
const WOULD_BLOCK = 'EAGAIN'

/**
 * The only writer of a descriptor, so that lines never mix: a line that was written in part is completed first. Writes
 * are synchronous, so a record that is reported as written survives a SIGKILL.
 */
export class LogWriter implements Log {
  dropped = 0
  failed = 0
  readonly #fd: number
  readonly #trouble: LogTrouble
  readonly #queue = new LogQueue()
  /** The unwritten rest of the current text, and the record it belongs to. */
  #rest: Buffer = Buffer.alloc(0)
  #current: LogRecord | undefined
  #pauseMs = SHORTEST_PAUSE_MS
  #isScheduled = false

  /** @param fd and @param stderr non-blocking descriptors (descriptor.ts) */
  constructor(fd: number, stderr: number) {
    this.#fd = fd
    this.#trouble = new LogTrouble(stderr)
  }

  get isWritable() {
    return this.#trouble.cause === undefined
  }

  write(line: string) {
    if (!this.#queue.addLine(line)) {
      this.dropped++
      this.#trouble.begin(WOULD_BLOCK)
    }
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(this.#retry)
  }

  async record(lines: readonly string[]) {
    const text = lines.join('')
    if (text === '') return
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const record: LogRecord = { text, isSettled: false, resolve, reject }
    if (!this.#queue.addRecord(record)) this.#fail(record, WOULD_BLOCK)
    this.flush()
    const timer = record.isSettled ? undefined : setTimeout(() => this.#giveUp(record), RECORD_MS)
    return promise.finally(() => clearTimeout(timer))
  }

  /** Writes as much of the waiting text as the descriptor accepts. */
  flush() {
    try {
      while (this.#rest.length > 0 || this.#next()) {
        this.#rest = this.#rest.subarray(writeSync(this.#fd, this.#rest))
        this.#pauseMs = SHORTEST_PAUSE_MS
        if (this.#rest.length === 0 && this.#current) this.#settle(this.#current).resolve()
      }
      this.#trouble.end(this.dropped)
    } catch (error) {
      this.#blocked((error as NodeJS.ErrnoException).code as string)
    }
  }

  /** Waits until everything is written or the time is up. */
  async drained(ms: number) {
    const until = performance.now() + ms
    const isWaiting = () => this.#rest.length > 0 || !this.#queue.isEmpty
    for (this.flush(); isWaiting() && performance.now() < until; this.flush()) await sleep(SHORTEST_PAUSE_MS)
  }

  readonly #retry = () => {
    this.#isScheduled = false
    this.flush()
  }

  /** Takes the next text from the queue. @returns whether there is one */
  #next(): boolean {
    const { text, record } = this.#queue.next()
    this.#current = record
    this.#rest = Buffer.from(text)
    return text !== ''
  }

  /** Schedules a retry. A slow reader gets some time; any other error fails the waiting records immediately. */
  #blocked(cause: string) {
    if (cause !== WOULD_BLOCK) {
      this.#trouble.begin(cause)
      if (this.#current) this.#fail(this.#current, cause)
      for (const record of this.#queue.postpone(() => true)) this.#fail(record, cause)
    }
    if (this.#isScheduled) return
    this.#isScheduled = true
    setTimeout(this.#retry, this.#pauseMs).unref()
    this.#pauseMs = Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS)
  }

  #giveUp(record: LogRecord) {
    this.#trouble.begin(WOULD_BLOCK)
    this.#queue.postpone(other => other === record)
    this.#fail(record, WOULD_BLOCK)
  }

  #fail(record: LogRecord, cause: string) {
    if (record.isSettled) return
    this.failed++
    this.#settle(record).reject(new LogUnavailable(cause))
  }

  #settle(record: LogRecord) {
    record.isSettled = true
    return record
  }
}
