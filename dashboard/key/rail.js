import { personOf, Time, UserText, who } from '../base/format.js'
import { html } from '../base/view.js'
import { EventDetails } from '../history/event-details.js'
import { SENTENCES } from '../history/sentences.js'
import { Reason } from '../keys/status.js'
import { Copy } from '../parts/copy.js'

/** @import { AuditEvent, Session } from '../../client/client.js' */

/**
 * The events of a key as sentences, newest first.
 * @param {{ events: AuditEvent[], session: Session, outdated: boolean }} props
 */
export const Rail = ({ events, session, outdated }) => html`
  <ol class="rail" aria-label="History" aria-busy=${outdated}>
    ${events.map(event => html`<${Entry} key=${event.id} event=${event} session=${session} />`)}
  </ol>`

/** @param {{ event: AuditEvent, session: Session }} props */
function Entry({ event, session }) {
  const isRevocation = event.action.startsWith('revoke')
  return html`<li class=${isRevocation ? 'bad' : event.action === 'create' ? 'good' : ''}>
    <div>
      <strong><${UserText} text=${actorOf(event, session)} /></strong> ${SENTENCES[event.action]}
      ${(isRevocation || event.reason) && html`<span class="line"><${Reason} text=${event.reason} /></span>`}
      <${EventDetails} event=${event} />
    </div>
    <div class="quiet">
      <${Time} at=${event.at} as="exact" />${event.ip && html` · <code>${event.ip}</code>`}
      <${Copy} text=${event.request_id} shown="" label="request ID" words="Copy request ID" />
    </div>
  </li>`
}

/** @param {AuditEvent} event @param {Session} session */
function actorOf({ actor }, session) {
  const name = who(actor, personOf(session))
  // The service's own name is written as it is.
  if (actor === 'system') return name
  return name.charAt(0).toUpperCase() + name.slice(1)
}
