import { setQuery } from '../base/route.js'
import { html } from '../base/view.js'
import { KeyChoice } from '../parts/key-choice.js'
import { Search } from '../parts/search.js'
import { ACTIONS, isAction } from './actions.js'

/** @import { EventQuery } from '../../client/client.js' */
/** @typedef {{ key_id: string, action: string, from: string, to: string, q: string }} EventFilter days as YYYY-MM-DD */

/**
 * @param {URLSearchParams} query
 * @returns {EventFilter}
 */
export function filterOf(query) {
  const of = (/** @type {string} */ name) => query.get(name) ?? ''
  return { key_id: of('key_id'), action: of('action'), from: of('from'), to: of('to'), q: of('q') }
}

/**
 * The filter as the API's query. Days are in the reader's time zone and include the last one.
 * @param {EventFilter} filter
 * @returns {EventQuery}
 */
export function asQuery({ key_id, action, from, to, q }) {
  const [start, end] = [startOf(from, 0), startOf(to, 1)]
  return {
    ...(key_id && { key_id }),
    ...(isAction(action) && { action }),
    ...(start && { from: start }),
    ...(end && { to: end }),
    ...(q && { q }),
  }
}

/** @param {string} day @param {number} later in days */
function startOf(day, later) {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined
  const start = new Date(`${day}T00:00:00`)
  if (Number.isNaN(start.getTime())) return undefined
  start.setDate(start.getDate() + later)
  return start.toISOString()
}

/** @param {{ filter: EventFilter }} props */
export function EventFilterBar({ filter }) {
  const show = (/** @type {Partial<EventFilter>} */ change) => setQuery('history', { ...filter, ...change })
  /** @param {(value: string) => Partial<EventFilter>} change */
  const on = change => (/** @type {Event & { currentTarget: HTMLInputElement }} */ event) =>
    show(change(event.currentTarget.value))
  return html`<form class="filter" role="search" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
    <${KeyChoice} keyId=${filter.key_id} onChoose=${(/** @type {string} */ key_id) => show({ key_id })} />
    <label>Action <select name="action" onChange=${on(action => ({ action }))}>
      <option value="" selected=${filter.action === ''}>All</option>
      ${Object.entries(ACTIONS).map(
        ([value, words]) =>
          html`<option key=${value} value=${value} selected=${value === filter.action}>${words}</option>`,
      )}
    </select></label>
    <label>From <input type="date" name="from" max=${filter.to} value=${filter.from} onChange=${on(from => ({ from }))} /></label>
    <label>To <input type="date" name="to" min=${filter.from} value=${filter.to} onChange=${on(to => ({ to }))} /></label>
    <${Search} label="Search by reason, key name, request ID or IP address" placeholder="Reason, key, request ID or IP"
      q=${filter.q} onSearch=${(/** @type {string} */ q) => show({ q })} />
  </form>`
}
