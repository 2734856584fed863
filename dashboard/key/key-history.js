import { api } from '../base/api.js'
import { timeZone } from '../base/format.js'
import { useLoad } from '../base/load.js'
import { html } from '../base/view.js'
import { Failure } from '../parts/failure.js'
import { Pager, usePages } from '../parts/pages.js'
import { Skeleton } from '../parts/skeleton.js'
import { Rail } from './rail.js'

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
    signal => api.listAuditEvents({ key_id: id, limit: EVENTS, cursor: pages.cursor }, { signal }),
    [id, pages.cursor, changes],
  )
  return html`<section>
    <h2>History</h2>
    <p class="quiet">Times are in ${timeZone}</p>
    ${error && html`<${Failure} error=${error} retry=${reload} busy=${loading} />`}
    ${!data && loading && html`<${Skeleton} />`}
    ${data && html`<${Rail} events=${data.data} session=${session} outdated=${outdated} />`}
    ${data && html`<${Pager} pages=${pages} next=${data.next_cursor} />`}
  </section>`
}
