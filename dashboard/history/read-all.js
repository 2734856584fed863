import { api } from '../base/api.js'
import { eachPage } from '../base/each-page.js'
import { LIMITS } from '../base/limits.js'

/** @import { AuditEvent, EventQuery } from '../../client/client.js' */
/** @import { NamedEvent } from './days.js' */

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
    { signal, most: MAX_PAGES },
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
    { signal, most: MAX_PAGES },
  )
  return names
}
