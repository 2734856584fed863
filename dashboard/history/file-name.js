import { localDay } from '../base/format.js'

/** @import { EventFilter } from './event-filter.js' */

/** The beginning of the name of a file that this page writes. */
const SUBJECT = 'api-key-history'
const MAX_SEARCH = 40

/**
 * A name that says what the file holds: the filter, and the days from the first to the last. Days that the filter does not
 * set are those of the events.
 * @param {EventFilter} filter
 * @param {{ at: string }[]} events newest first
 * @param {string} extension
 */
export function fileName({ key_id, action, from, to, q }, events, extension) {
  const first = from || dayOf(events.at(-1))
  const last = to || dayOf(events[0])
  const search = q.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
  const parts = [
    SUBJECT,
    action.replaceAll('_', '-'),
    key_id && `key-${key_id.slice(0, 8)}`,
    search && `search-${[...search].slice(0, MAX_SEARCH).join('')}`,
    [...new Set([first, last])].filter(Boolean).join('_to_'),
  ]
  return `${parts.filter(Boolean).join('_')}.${extension}`
}

/** @param {{ at: string } | undefined} event */
const dayOf = event => event && localDay(event.at)
