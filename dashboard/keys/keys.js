import { KeyDialog } from '../actions/key-dialog.js'
import { api } from '../base/api.js'
import { useLoad } from '../base/load.js'
import { useRefresh } from '../base/refresh.js'
import { useScrollMemory } from '../base/scroll.js'
import { useShortcuts } from '../base/shortcuts.js'
import { html, useCallback, useRef, useState } from '../base/view.js'
import { Failure } from '../parts/failure.js'
import { Notice, useNotice } from '../parts/notice.js'
import { Pager, usePages } from '../parts/pages.js'
import { Skeleton } from '../parts/skeleton.js'
import { Attention } from './attention.js'
import { FilterBar, filterOf } from './key-filter.js'
import { KeyTable } from './key-table.js'
import { NoKeys } from './no-keys.js'
import { outcomes } from './outcomes.js'
import { SelectionBar, useSelection } from './selection.js'
import { useDays } from './use-days.js'

/** @import { Key, Session } from '../../client/client.js' */
/** @import { Loaded } from '../base/load.js' */
/** @import { Open } from '../actions/key-dialog.js' */
/** @import { KeyPage } from './outcomes.js' */
/** @import { KeyFilter } from './key-filter.js' */

const REFRESH_SECONDS = 20

/**
 * The account's keys, and the actions on one or several of them.
 * @param {{ query: URLSearchParams, session: Session }} props
 */
export function Keys({ query, session }) {
  const filter = filterOf(query)
  const [open, setOpen] = useState(/** @type {Open | null} */ (null))
  const [revoked, setRevoked] = useState(/** @type {string | undefined} */ (undefined))
  const view = useRef(/** @type {HTMLElement | null} */ (null))
  const notice = useNotice()
  const pages = usePages(JSON.stringify(filter))
  const selection = useSelection()
  const { page, counts, reload } = useKeys(filter, pages.cursor)
  const { data, outdated } = page
  const use = useDays(counts.data === null || filter.q ? undefined : total(counts.data))
  const create = () => setOpen({ kind: 'create' })
  const after = outcomes({ notice, pages, selection, page, counts, reload, setOpen, setRevoked })
  useShortcuts(view, {
    c: create,
    '/': () => void (/** @type {HTMLElement | null} */ (rootOf(view.current)?.querySelector('[type=search]'))?.focus()),
    escape: selection.clear,
  })
  useScrollMemory(data !== null)
  const none = html`<${NoKeys} filter=${filter} hasKeys=${counts.data === null || total(counts.data) > 0} outdated=${outdated} />`
  // The dialog comes first: a change to an element before it could move it, and a dialog that is moved in the document
  // stops being modal.
  return html`
    <${KeyDialog} open=${open} selected=${selection.keys} session=${session} done=${after} act=${setOpen} onClose=${() => setOpen(null)} />
    <div class="title" ref=${view}>
      <h1>API keys</h1>
      <button type="button" class="primary" onClick=${create}>Create key <kbd aria-hidden="true">C</kbd></button>
    </div>
    ${counts.data && counts.data.still_used > 0 && filter.status !== 'still_used' && html`<${Attention} count=${counts.data.still_used} />`}
    <${FilterBar} filter=${filter} counts=${counts.data} />
    <${KeyList} page=${page} reload=${reload} none=${none}
      table=${{ filter, act: setOpen, selection, focused: revoked, outdated: page.outdated, use }} />
    ${data && html`<${Pager} pages=${pages} next=${data.next_cursor} />`}
    <div class="bottom">
      ${selection.keys.length > 0 && html`<${SelectionBar} selection=${selection} shown=${data?.data ?? []} filter=${filter} counts=${counts.data} onRevoke=${() => setOpen({ kind: 'revoke-many' })} />`}
      <${Notice} notice=${notice} />
    </div>
  `
}

/**
 * @param {{ page: Loaded<KeyPage>, reload: () => void, none: unknown, table: object }} props
 */
const KeyList = ({ page: { data, error, loading }, reload, none, table }) => html`
  ${error && html`<${Failure} error=${error} retry=${reload} busy=${loading} />`}
  ${!data && loading && html`<${Skeleton} />`}
  ${data && (data.data.length > 0 ? html`<${KeyTable} keys=${data.data} ...${table} />` : none)}
`

/** @param {KeyFilter} filter @param {string | undefined} cursor */
function useKeys({ status, q, sort }, cursor) {
  const search = q ? { q } : {}
  const page = useLoad(
    signal => api.listKeys({ status, sort, cursor, ...search }, { signal }),
    [status, q, sort, cursor],
  )
  // The list works without the counts, so their errors are not shown.
  const counts = useLoad(signal => api.countKeys(search, { signal }), [q])
  const reload = useCallback(() => {
    page.reload()
    counts.reload()
  }, [])
  useRefresh(reload, REFRESH_SECONDS)
  return { page, counts, reload }
}

/** The document, or the element's shadow root. @param {Node | null} node */
const rootOf = node => /** @type {Document | ShadowRoot | undefined} */ (node?.getRootNode())

/** @param {import('../../client/client.js').KeyCounts} counts */
const total = ({ active, retiring, expired, revoked }) => active + retiring + expired + revoked
