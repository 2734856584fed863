import { timeZone } from '../base/format.js'
import { useLoad } from '../base/load.js'
import { html } from '../base/view.js'
import { EventTable } from '../history/event-table.js'
import { readEvents } from '../history/read-events.js'
import { Failure } from '../parts/failure.js'
import { Pager, usePages } from '../parts/pages.js'
import { Skeleton } from '../parts/skeleton.js'

/** @import { Session } from '../../client/client.js' */

const EVENTS = 20

/**
 * The events of one key.
 * @param {{ id: string, session: Session, changes: number }} props changes: the number of changes made on this page, each
 * of which reloads the events
 */
export function KeyHistory({ id, session, changes }) {
  const pages = usePages(id)
  const { data, error, loading, outdated, reload } = useLoad(
    signal => readEvents({ key_id: id, limit: EVENTS, cursor: pages.cursor }, signal),
    [id, pages.cursor, changes],
  )
  return html`<section>
    <h2>History</h2>
    <p class="quiet">Times are in ${timeZone}</p>
    ${error && html`<${Failure} error=${error} retry=${reload} busy=${loading} />`}
    ${!data && loading && html`<${Skeleton} />`}
    ${data && html`<${EventTable} events=${data.events} session=${session} outdated=${outdated} ofOneKey />`}
    ${data && html`<${Pager} pages=${pages} next=${data.next} />`}
  </section>`
}
