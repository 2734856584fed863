import { timeZone } from '../base/format.js'
import { useLoad } from '../base/load.js'
import { html } from '../base/view.js'
import { Failure } from '../parts/failure.js'
import { Notice, useNotice } from '../parts/notice.js'
import { Pager, usePages } from '../parts/pages.js'
import { Skeleton } from '../parts/skeleton.js'
import { AccountEvents } from './account-events.js'
import { Days } from './days.js'
import { DownloadButtons, useDownload } from './download.js'
import { asQuery, EventFilterBar, filterOf } from './event-filter.js'
import { readEvents } from './read-events.js'

/** @import { Session } from '../../client/client.js' */

/**
 * The events of all keys. The filter is in the URL, so that it can be bookmarked and shared.
 * @param {{ query: URLSearchParams, session: Session }} props
 */
export function History({ query, session }) {
  const filter = filterOf(query)
  const list = JSON.stringify(filter)
  const pages = usePages(list)
  const { data, error, loading, outdated, reload } = useLoad(
    signal => readEvents({ ...asQuery(filter), cursor: pages.cursor }, signal),
    [list, pages.cursor],
  )
  const notice = useNotice()
  const download = useDownload(filter, notice.say)
  return html`
    <div class="title">
      <h1>History</h1>
      <${DownloadButtons} download=${download} disabled=${!data || data.events.length === 0} />
    </div>
    <${EventFilterBar} filter=${filter} />
    <p class="quiet">Times are in ${timeZone}</p>
    ${download.error && html`<${Failure} error=${download.error} retry=${() => download.start(download.format)} busy=${download.busy} />`}
    ${error && html`<${Failure} error=${error} retry=${reload} busy=${loading} />`}
    ${!data && loading && html`<${Skeleton} />`}
    ${data && html`<${Days} events=${data.events} session=${session} outdated=${outdated} isFiltered=${Object.values(filter).some(Boolean)} />`}
    ${data && html`<${Pager} pages=${pages} next=${data.next} />`}
    <${AccountEvents} session=${session} />
    <div class="bottom"><${Notice} notice=${notice} /></div>
  `
}
