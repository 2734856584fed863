import { ApiError } from '../../client/api-error.js'

/**
 * @template Row
 * @typedef {{ data: Row[], next_cursor: string | null }} Page
 */

/**
 * Reads the pages of a list, and waits when the session's rate limit is reached.
 * @template Row
 * @param {(cursor: string | undefined) => Promise<Page<Row>>} read
 * @param {(rows: Row[]) => boolean | void} take returns true to stop
 * @param {{ signal?: AbortSignal, most?: number }} [options] most: how many pages to read
 * @returns {Promise<string | null>} the cursor of the first page that was not read
 */
export async function eachPage(read, take, { signal, most = Number.POSITIVE_INFINITY } = {}) {
  /** @type {string | null} */
  let cursor = null
  for (let pages = 0; pages < most; pages++) {
    const from = cursor ?? undefined
    /** @type {Page<Row>} */
    const page = await retryWhenLimited(() => read(from), signal)
    cursor = page.next_cursor
    if (take(page.data) || cursor === null) break
  }
  return cursor
}

/**
 * @template Data
 * @param {() => Promise<Data>} read
 * @param {AbortSignal} [signal]
 * @returns {Promise<Data>}
 */
export async function retryWhenLimited(read, signal) {
  for (;;) {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'rate_limit_exceeded')) throw error
      await pause(error.retryAfterSeconds ?? 1, signal)
    }
  }
}

/** @param {number} seconds @param {AbortSignal} [signal] */
const pause = (seconds, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
