import { api } from './api.js'
import { Failure } from './failure.js'
import { KeyDialog } from './key-dialog.js'
import { filterOf, KeyFilter } from './key-filter.js'
import { KeyTable } from './key-table.js'
import { useLoad, useRefresh } from './load.js'
import { Pager, usePages } from './pages.js'
import { canBePicked, SelectionBar, useSelection } from './selection.js'
import { html, useEffect, useState } from './view.js'

/** @import { Key, Session } from '../client/client.js' */
/** @import { Open } from './key-dialog.js' */

const REFRESH_SECONDS = 20

/**
 * The keys of the account, and what can be done with them.
 * @param {{ query: URLSearchParams, session: Session }} props
 */
export function Keys({ query, session }) {
  const { status, q } = filterOf(query)
  const [open, setOpen] = useState(/** @type {Open | null} */ (null))
  const [notice, setNotice] = useState('')
  const [lastChanged, setLastChanged] = useState(/** @type {Key | null} */ (null))
  const pages = usePages(`${status} ${q}`)
  const selection = useSelection()
  const { data, error, loading, outdated, reload, update } = useLoad(
    signal => api.listKeys({ status, cursor: pages.cursor, ...(q && { q }) }, { signal }),
    [status, q, pages.cursor],
  )
  useRefresh(reload, REFRESH_SECONDS)

  /** @param {Key} key @param {string} words */
  function changed(key, words) {
    update(page => ({ ...page, data: page.data.map(row => (row.id === key.id ? key : row)) }))
    setNotice(words)
    setOpen(null)
    setLastChanged(key)
  }
  useEffect(() => {
    // The button that opened the dialog is gone with the revocation, and the focus must not be lost with it.
    if (lastChanged?.status === 'revoked') document.getElementById(`history-${lastChanged.id}`)?.focus()
  }, [lastChanged])
  function created() {
    pages.first()
    reload()
  }
  /** @param {string} words */
  function allRevoked(words) {
    selection.turn(false)
    setNotice(words)
    setOpen(null)
    reload()
  }
  /** @param {Key} key @param {string} words */
  function canceled(key, words) {
    changed(key, words)
    reload()
  }

  const done = { created, rotated: reload, changed, canceled, allRevoked }

  // The dialog comes first: a change among what stands before it would move it, and a dialog that is moved in the
  // document is no longer modal.
  return html`
    <${KeyDialog} open=${open} picked=${selection.keys} session=${session} done=${done} onClose=${() => setOpen(null)} />
    <div class="title">
      <h1>Keys</h1>
      <span class="buttons">
        ${!selection.on && data?.data.some(canBePicked) && html`<button type="button" onClick=${() => selection.turn(true)}>Select</button>`}
        <button type="button" class="primary" onClick=${() => setOpen({ kind: 'create' })}>Create key</button>
      </span>
    </div>
    <${KeyFilter} status=${status} q=${q} />
    ${error && html`<${Failure} error=${error} retry=${reload} busy=${loading} />`}
    ${data && html`<${KeyTable} keys=${data.data} session=${session} act=${setOpen} selection=${selection} filtered=${status !== 'all' || q !== ''} outdated=${outdated} />`}
    ${data && html`<${Pager} pages=${pages} next=${data.next_cursor} />`}
    ${!data && loading && html`<p class="quiet" role="status">Loading…</p>`}
    ${selection.on && html`<${SelectionBar} selection=${selection} shown=${data?.data ?? []} onRevoke=${() => setOpen({ kind: 'revoke-many' })} />`}
    <p class="notice" role="status">${notice}</p>
  `
}
