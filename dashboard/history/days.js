import { localDay, UserText } from '../base/format.js'
import { html } from '../base/view.js'
import { DayName } from './day-name.js'
import { Entry } from './entry.js'

/** @import { AuditEvent, Session } from '../../client/client.js' */
/** @typedef {AuditEvent & { name: string }} NamedEvent */

/**
 * Events as sentences under the day on which they happened, in the reader's time zone, newest first.
 * @param {{ events: NamedEvent[], session: Session, outdated: boolean, isFiltered?: boolean }} props
 */
export function Days({ events, session, outdated, isFiltered = false }) {
  if (events.length === 0)
    return html`<div class="empty" aria-busy=${outdated}><h2>${isFiltered ? 'No events match these filters' : 'No events yet'}</h2></div>`
  return html`<div class="by-day" aria-busy=${outdated}>
    ${[...Map.groupBy(events, ({ at }) => localDay(at))].map(
      ([day, events]) => html`<section key=${day}>
        <h2><${DayName} day=${day} at=${events[0]?.at} /></h2>
        <ol class="rail">
          ${events.map(event => html`<${Entry} key=${event.id} event=${event} session=${session} as="clock" subject=${linkTo(event)} />`)}
        </ol>
      </section>`,
    )}
  </div>`
}

/** @param {NamedEvent} event */
const linkTo = ({ key_id: id, name }) => html`<a href="#/keys/${id}"><${UserText} text=${name} /></a>`
