import { api } from '../base/api.js'
import { namesOf } from '../base/names.js'

/** @import { EventQuery } from '../../client/client.js' */

/**
 * A page of the history, with the names of the keys.
 * @param {EventQuery} query
 * @param {AbortSignal} signal
 */
export async function readEvents(query, signal) {
  const { data, next_cursor: next } = await api.listAuditEvents(query, { signal })
  const names = await namesOf(
    data.map(event => event.key_id),
    signal,
  )
  return { events: data.map(event => ({ ...event, name: names.get(event.key_id) ?? '' })), next }
}
