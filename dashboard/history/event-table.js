import { personOf, Time, UserText, who } from '../base/format.js'
import { html } from '../base/view.js'
import { Reason } from '../keys/status.js'
import { Copy } from '../parts/copy.js'
import { ACTIONS } from './actions.js'
import { EventDetails, hasDetails } from './event-details.js'

/** @import { AuditEvent, Session } from '../../client/client.js' */
/** @typedef {AuditEvent & { name: string }} NamedEvent */

/**
 * @param {{ events: NamedEvent[], session: Session, outdated: boolean, isFiltered?: boolean }} props
 */
export function EventTable({ events, session, outdated, isFiltered = false }) {
  if (events.length === 0)
    return html`<div class="empty" aria-busy=${outdated}><h2>${isFiltered ? 'No events match these filters' : 'No events yet'}</h2></div>`
  const titles = ['Action', 'Time', 'Key', 'Actor', 'Details', 'IP address', 'Request ID']
  return html`<div class="scroll" aria-busy=${outdated}><table class="events" role="table" aria-label="History">
    <thead role="rowgroup"><tr role="row">
      ${titles.map(title => html`<th key=${title} role="columnheader" scope="col">${title}</th>`)}
    </tr></thead>
    <tbody role="rowgroup">
      ${events.map(event => html`<${EventRow} key=${event.id} event=${event} session=${session} />`)}
    </tbody>
  </table></div>`
}

/** @param {{ event: NamedEvent, session: Session }} props */
function EventRow({ event, session }) {
  const isRevocation = event.action.startsWith('revoke')
  return html`<tr role="row">
    <th role="rowheader" scope="row"><span class="badge ${isRevocation ? 'revoked' : 'plain'}">${ACTIONS[event.action]}</span></th>
    <td role="cell" data-label="Time"><${Time} at=${event.at} as="time" /></td>
    <td role="cell" data-label="Key" class="wrap"><a href="#/keys/${event.key_id}"><${UserText} text=${event.name} /></a></td>
    <td role="cell" data-label="Actor">${who(event.actor, personOf(session))}</td>
    <td role="cell" data-label="Details" class=${isRevocation || event.reason || hasDetails(event) ? 'wrap' : 'none'}>
      ${(isRevocation || event.reason) && html`<${Reason} text=${event.reason} />`}
      <${EventDetails} event=${event} />
    </td>
    <td role="cell" data-label="IP address">${event.ip && html`<code>${event.ip}</code>`}</td>
    <td role="cell" data-label="Request ID" class="request"><${Copy} text=${event.request_id} label="request ID" /></td>
  </tr>`
}
