import { personOf, Time, UserText, who } from '../base/format.js'
import { html } from '../base/view.js'
import { Copy } from '../parts/copy.js'
import { EventDetails } from './event-details.js'
import { SENTENCES } from './sentences.js'
import { Why } from './why.js'

/** @import { AuditEvent, Session } from '../../client/client.js' */

/**
 * An event as a sentence.
 * @param {{ event: AuditEvent, session: Session, subject: unknown, as: 'exact' | 'clock' }} props subject: the key in the
 * sentence; as: the form of the time
 */
export function Entry({ event, session, subject, as }) {
  const isRevocation = event.action.startsWith('revoke')
  return html`<li class=${isRevocation ? 'bad' : event.action === 'create' ? 'good' : ''}>
    <div>
      <strong><${UserText} text=${actorOf(event, session)} /></strong> ${SENTENCES[event.action](subject)}
      ${(isRevocation || event.reason) && html`<${Why} reason=${event.reason} />`}
      <${EventDetails} event=${event} />
    </div>
    <div class="quiet">
      <${Time} at=${event.at} as=${as} />${event.ip && html` · <code>${event.ip}</code>`}
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
