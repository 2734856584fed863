import { number } from '../base/format.js'
import { setQuery } from '../base/route.js'
import { html } from '../base/view.js'
import { Search } from '../parts/search.js'

/** @import { KeyCounts } from '../../client/client.js' */
/** @typedef {'active' | 'retiring' | 'expired' | 'revoked' | 'to_be_rotated' | 'still_used' | 'all'} Status */
/** @typedef {'-created_at' | '-last_used_at' | 'last_used_at' | 'expires_at'} Sort */
/** @typedef {{ status: Status, q: string, sort: Sort }} KeyFilter */

/** @type {Record<Status, string>} */
export const STATUS_NAMES = {
  active: 'Active',
  retiring: 'Rotating',
  expired: 'Expired',
  revoked: 'Revoked',
  to_be_rotated: 'To be rotated',
  all: 'All',
  still_used: 'Still being called',
}
const STATUSES = /** @type {Status[]} */ (Object.keys(STATUS_NAMES))
/** The tabs that are there only while they are selected, or while a search covers all keys. */
const OCCASIONAL = new Set(['to_be_rotated', 'all', 'still_used'])
/** @type {[Sort, string][]} */
const SORTS = [
  ['-created_at', 'Newest first'],
  ['-last_used_at', 'Most recently used first'],
  ['last_used_at', 'Least recently used first'],
  ['expires_at', 'Expiring soonest first'],
]

/**
 * The filter in the URL, so that it can be bookmarked and shared. A search covers all keys unless a status is chosen.
 * @param {URLSearchParams} query
 * @returns {KeyFilter}
 */
export function filterOf(query) {
  const q = query.get('q') ?? ''
  const status = STATUSES.find(one => one === query.get('status')) ?? usual(q)
  const sort = SORTS.find(([one]) => one === query.get('sort'))?.[0] ?? '-created_at'
  return { status, sort, q }
}

/** @param {string} q @returns {Status} */
const usual = q => (q === '' ? 'active' : 'all')

/** Defaults are left out of the URL. @param {KeyFilter} filter */
export const show = ({ status, sort, q }) =>
  setQuery('keys', { status: status === usual(q) ? '' : status, q, sort: sort === '-created_at' ? '' : sort })

/** @param {{ filter: KeyFilter, counts: KeyCounts | null }} props */
export const FilterBar = ({ filter, counts }) => html`<form class="filter" role="search" onSubmit=${preventDefault}>
  <fieldset class="tabs">
    <legend class="unseen">Status</legend>
    ${STATUSES.map(
      status =>
        (!OCCASIONAL.has(status) ||
          filter.status === status ||
          (status === 'all' && filter.q !== '') ||
          (status === 'to_be_rotated' && (counts?.to_be_rotated ?? 0) > 0)) &&
        html`<label key=${status} class=${status}>
          <input type="radio" name="status" value=${status} checked=${status === filter.status}
            onChange=${() => show({ ...filter, status })} />
          <span>${STATUS_NAMES[status]} ${counts && html`<span class="tally">${number(tally(counts, status))}</span>`}</span>
        </label>`,
    )}
  </fieldset>
  <${Search} label="Search by name, prefix, last 4 characters or ID" placeholder="Name, or paste a key" q=${filter.q}
    onSearch=${(/** @type {string} */ q) => show({ ...filter, q, status: usual(q) })} />
  <label class="sort"><span class="unseen">Sort</span>
    <select onChange=${(/** @type {Event & { currentTarget: HTMLSelectElement }} */ event) => show({ ...filter, sort: /** @type {Sort} */ (event.currentTarget.value) })}>
      ${SORTS.map(([sort, words]) => html`<option key=${sort} value=${sort} selected=${sort === filter.sort}>${words}</option>`)}
    </select>
  </label>
</form>`

/** @param {KeyCounts} counts @param {Status} status */
function tally({ active, retiring, expired, revoked, to_be_rotated, still_used }, status) {
  const counts = {
    active,
    retiring,
    expired,
    revoked,
    to_be_rotated,
    still_used,
    all: active + retiring + expired + revoked,
  }
  return counts[status]
}

/** @param {Event} event */
const preventDefault = event => event.preventDefault()
