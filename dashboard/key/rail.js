import { html } from '../base/view.js'
import { Entry } from '../history/entry.js'

/** @import { AuditEvent, Session } from '../../client/client.js' */

/**
 * The events of a key as sentences, newest first.
 * @param {{ events: AuditEvent[], session: Session, outdated: boolean }} props
 */
export const Rail = ({ events, session, outdated }) => html`
  <ol class="rail" aria-label="History" aria-busy=${outdated}>
    ${events.map(event => html`<${Entry} key=${event.id} event=${event} session=${session} as="exact" subject="this key" />`)}
  </ol>`
