import { api } from './api.js'
import { EventDetails } from './event-details.js'
import { Failure } from './failure.js'
import { Moment, Words, who } from './format.js'
import { useLoad } from './load.js'
import { namesOf, newestKeys } from './names.js'
import { Pager, usePages } from './pages.js'
import { Reason } from './status.js'
import { html } from './view.js'

/** @import { AuditEvent, EventQuery, Session } from '../client/client.js' */
/** @typedef {AuditEvent & { name: string }} NamedEvent */

/** @type {Record<AuditEvent['action'], string>} */
const ACTIONS = {
  create: 'Created',
  rename: 'Renamed',
  change_description: 'Description changed',
  change_scopes: 'Scopes changed',
  change_expiry: 'Expiry changed',
  rotate: 'Rotated',
  start_grace: 'Grace started',
  cancel_rotation: 'Rotation canceled',
  revoke: 'Revoked',
  revoke_repeated: 'Revoked again',
}

/**
 * What was done to the keys, by whom, from where and why. The URL holds the filter, so that it can be shared.
 * @param {{ query: URLSearchParams, session: Session }} props
 */
export function History({ query, session }) {
  const keyId = query.get('key_id') ?? ''
  const action = query.get('action') ?? ''
  const pages = usePages(`${keyId} ${action}`)
  const { data, error, loading, outdated, reload } = useLoad(
    signal => read({ keyId, action, cursor: pages.cursor }, signal),
    [keyId, action, pages.cursor],
  )
  return html`
    <h1>History</h1>
    <${Filter} keyId=${keyId} action=${action} />
    ${error && html`<${Failure} error=${error} retry=${reload} busy=${loading} />`}
    ${!data && loading && html`<p class="quiet" role="status">Loading…</p>`}
    ${data && html`<${EventTable} events=${data.events} session=${session} outdated=${outdated} />`}
    ${data && html`<${Pager} pages=${pages} next=${data.next} />`}
  `
}

/**
 * @param {{ keyId: string, action: string, cursor: string | undefined }} filter
 * @param {AbortSignal} signal
 */
async function read({ keyId, action, cursor }, signal) {
  /** @type {EventQuery} */
  const query = {
    cursor,
    ...(keyId && { key_id: keyId }),
    ...(isAction(action) && { action }),
  }
  const { data, next_cursor: next } = await api.listAuditEvents(query, { signal })
  const names = await namesOf(
    data.map(event => event.key_id),
    signal,
  )
  return { events: data.map(event => ({ ...event, name: names.get(event.key_id) ?? '' })), next }
}

/**
 * @param {string} text
 * @returns {text is AuditEvent['action']}
 */
const isAction = text => text in ACTIONS

/** @param {{ keyId: string, action: string }} props */
function Filter({ keyId, action }) {
  const { data: keys } = useLoad(newestKeys, [])
  const listed = keys?.some(({ id }) => id === keyId) ?? false
  /** @param {Event & { currentTarget: HTMLFormElement }} event */
  function change(event) {
    const chosen = [...new FormData(event.currentTarget)].filter(([, value]) => value !== '')
    location.hash = `#/history?${new URLSearchParams(/** @type {[string, string][]} */ (chosen))}`
  }
  return html`<form class="filter" onChange=${change}>
    <label>Key <select name="key_id">
      <option value="" selected=${keyId === ''}>All</option>
      ${keyId && !listed && html`<option value=${keyId} selected>${keyId.slice(0, 8)}…</option>`}
      ${keys?.map(({ id, name, last4 }) => html`<option key=${id} value=${id} selected=${id === keyId}>${name} …${last4}</option>`)}
    </select></label>
    <label>Action <select name="action">
      <option value="" selected=${action === ''}>All</option>
      ${Object.entries(ACTIONS).map(
        ([value, words]) => html`<option key=${value} value=${value} selected=${value === action}>${words}</option>`,
      )}
    </select></label>
  </form>`
}

/** @param {{ events: NamedEvent[], session: Session, outdated: boolean }} props */
function EventTable({ events, session, outdated }) {
  if (events.length === 0) return html`<p class="empty" aria-busy=${outdated}>No events</p>`
  return html`<div class="scroll" aria-busy=${outdated}><table role="table" aria-label="History">
    <thead role="rowgroup"><tr role="row">
      ${['Action', 'Time', 'Key', 'Actor', 'Reason', 'IP address', 'Request ID'].map(
        title => html`<th key=${title} role="columnheader" scope="col">${title}</th>`,
      )}
    </tr></thead>
    <tbody role="rowgroup">${events.map(event => html`<${EventRow} key=${event.id} event=${event} session=${session} />`)}</tbody>
  </table></div>`
}

/** @param {{ event: NamedEvent, session: Session }} props */
function EventRow({ event, session }) {
  const isRevocation = event.action.startsWith('revoke')
  return html`<tr role="row">
    <th role="rowheader" scope="row"><span class="badge ${isRevocation ? 'revoked' : 'active'}">${ACTIONS[event.action]}</span></th>
    <td role="cell" data-label="Time"><${Moment} at=${event.at} as="time" /></td>
    <td role="cell" data-label="Key" class="wrap"><${Words} text=${event.name} /></td>
    <td role="cell" data-label="Actor">${who(event.actor, session.account_id)}</td>
    <td role="cell" data-label="Reason" class=${isRevocation || event.reason || event.details ? 'wrap' : 'none'}>
      ${(isRevocation || event.reason) && html`<${Reason} text=${event.reason} />`}
      <${EventDetails} event=${event} />
    </td>
    <td role="cell" data-label="IP address">${event.ip && html`<code>${event.ip}</code>`}</td>
    <td role="cell" data-label="Request ID" class="request"><code title=${event.request_id}>${event.request_id}</code></td>
  </tr>`
}
