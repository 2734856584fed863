import { ApiError } from '../../client/api-error.js'
import { api } from '../base/api.js'
import { LIMITS } from '../base/limits.js'

/** @import { AuditEvent, EventQuery } from '../../client/client.js' */
/** @import { NamedEvent } from './event-table.js' */

/** The file holds the newest events, at most this many: 50 requests, and up to 50 more for the names of the keys. */
export const MAX_EVENTS = 5_000
const MAX_PAGES = MAX_EVENTS / LIMITS.pageSize

/**
 * All events that match, newest first, with the names of their keys. Waits when the session's rate limit is reached.
 * @param {EventQuery} query
 * @param {AbortSignal} signal
 * @param {(count: number) => void} onProgress how many have been read
 * @returns {Promise<{ events: NamedEvent[], isAll: boolean }>}
 */
export async function readAll(query, signal, onProgress) {
  /** @type {AuditEvent[]} */
  const events = []
  const next = await eachPage(
    cursor => api.listAuditEvents({ ...query, limit: LIMITS.pageSize, cursor }, { signal }),
    page => {
      events.push(...page)
      onProgress(events.length)
    },
    signal,
  )
  const names = await namesOfKeys(new Set(events.map(event => event.key_id)), signal)
  return { events: events.map(event => ({ ...event, name: names.get(event.key_id) ?? '' })), isAll: next === null }
}

/**
 * Reads names from the list of keys, which takes far fewer requests than one per key. Keys beyond the last page read get
 * no name.
 * @param {Set<string>} wanted
 * @param {AbortSignal} signal
 */
async function namesOfKeys(wanted, signal) {
  /** @type {Map<string, string>} */
  const names = new Map()
  await eachPage(
    cursor => api.listKeys({ limit: LIMITS.pageSize, cursor }, { signal }),
    keys => {
      for (const { id, name } of keys) if (wanted.has(id)) names.set(id, name)
      return names.size === wanted.size
    },
    signal,
  )
  return names
}

/**
 * @template Row
 * @typedef {{ data: Row[], next_cursor: string | null }} Page
 */

/**
 * @template Row
 * @param {(cursor: string | undefined) => Promise<Page<Row>>} read
 * @param {(rows: Row[]) => boolean | void} take returns true to stop
 * @param {AbortSignal} signal
 * @returns {Promise<string | null>} the cursor of the first page that was not read
 */
async function eachPage(read, take, signal) {
  /** @type {string | null} */
  let cursor = null
  for (let pages = 0; pages < MAX_PAGES; pages++) {
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
 * @param {AbortSignal} signal
 * @returns {Promise<Data>}
 */
async function retryWhenLimited(read, signal) {
  for (;;) {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'rate_limit_exceeded')) throw error
      await pause(error.retryAfterSeconds ?? 1, signal)
    }
  }
}

/** @param {number} seconds @param {AbortSignal} signal */
const pause = (seconds, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
