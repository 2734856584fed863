/**
 * The most that can wait, separately for ordinary lines and for records. Measured in UTF-16 code units, which are bytes
 * for ASCII.
 */
const MOST_WAITING = 4_194_304
/** Ordinary lines are written in pieces of about this size, so that a record waits for at most one piece. */
const PIECE = 16_384

/** Lines that a request waits for. */
export interface LogRecord {
  text: string
  isSettled: boolean
  resolve(): void
  reject(error: Error): void
}

/**
 * Texts waiting to be written, in this order: records, then records whose requests have already failed, then ordinary
 * lines. A client that repeats its request therefore does not wait behind a backlog.
 */
export class LogQueue {
  #records: LogRecord[] = []
  /**
   * Records whose requests were answered 503. Their steps may be committed, and not every client repeats its request.
   */
  #late: string[] = []
  #lines: string[] = []
  #recordSize = 0
  #lineSize = 0

  get isEmpty() {
    return this.#recordSize === 0 && this.#lineSize === 0
  }

  /** @returns whether there was room */
  addLine(line: string): boolean {
    if (this.#lineSize + line.length > MOST_WAITING) return false
    this.#lines.push(line)
    this.#lineSize += line.length
    return true
  }

  /** @returns whether there was room */
  addRecord(record: LogRecord): boolean {
    if (this.#recordSize + record.text.length > MOST_WAITING) return false
    this.#records.push(record)
    this.#recordSize += record.text.length
    return true
  }

  /** Removes and returns the text to write next; empty if nothing waits. */
  next(): { text: string; record?: LogRecord | undefined } {
    const record = this.#records.shift()
    const recorded = record?.text ?? this.#late.shift()
    if (recorded !== undefined) this.#recordSize -= recorded.length
    return { text: recorded ?? this.#piece(), record }
  }

  /** Moves records whose requests fail now behind the others. @returns the records that were moved */
  postpone(isFailed: (record: LogRecord) => boolean): LogRecord[] {
    const failed = this.#records.filter(isFailed)
    this.#records = this.#records.filter(record => !isFailed(record))
    this.#late.push(...failed.map(({ text }) => text))
    return failed
  }

  #piece(): string {
    let end = 0
    for (let size = 0; size < PIECE && end < this.#lines.length; end++) size += (this.#lines[end] as string).length
    const piece = this.#lines.splice(0, end).join('')
    this.#lineSize -= piece.length
    return piece
  }
}
