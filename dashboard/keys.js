import { api } from './api.js'
import { CreateKey } from './create.js'
import { Failure } from './failure.js'
import { KeyRow } from './key-row.js'
import { useLoad, useRefresh } from './load.js'
import { Pager, usePages } from './pages.js'
import { RenameKey } from './rename.js'
import { RevokeKey } from './revoke.js'
import { html, useEffect, useState } from './view.js'

/** @import { Key, Session } from '../client/client.js' */
/** @typedef {'all' | 'active' | 'revoked' | 'expired'} Status */
/** @typedef {{ kind: 'create' } | { kind: 'rename' | 'rotate', key: Key } | { kind: 'revoke', key: Key, successor?: Key }} Open */

/** @type {Status[]} */
const STATUSES = ['all', 'active', 'revoked', 'expired']
const REFRESH_SECONDS = 20

/**
 * The keys of the account, and what can be done with them.
 * @param {{ session: Session }} props
 */
export function Keys({ session }) {
  const [status, setStatus] = useState(/** @type {Status} */ ('all'))
  const [q, setQ] = useState('')
  const [open, setOpen] = useState(/** @type {Open | null} */ (null))
  const [notice, setNotice] = useState('')
  const [lastChanged, setLastChanged] = useState(/** @type {Key | null} */ (null))
  const pages = usePages(`${status} ${q}`)
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
  const close = () => setOpen(null)

  // The dialogs come first: a change among what stands before them would move them, and a dialog that is moved in the
  // document is no longer modal.
  return html`
    ${open?.kind === 'create' && html`<${CreateKey} onCreated=${created} onClose=${close} />`}
    ${
      open?.kind === 'rotate' &&
      html`<${CreateKey} predecessor=${open.key} onCreated=${reload} onClose=${close}
        onReplace=${(/** @type {Key} */ successor) => setOpen({ kind: 'revoke', key: open.key, successor })} />`
    }
    ${
      open?.kind === 'revoke' &&
      html`<${RevokeKey} subject=${open.key} successor=${open.successor} session=${session} onRevoked=${changed} onClose=${close} />`
    }
    ${open?.kind === 'rename' && html`<${RenameKey} subject=${open.key} onRenamed=${changed} onClose=${close} />`}
    <div class="title">
      <h1>Keys</h1>
      <button type="button" class="primary" onClick=${() => setOpen({ kind: 'create' })}>Create key</button>
    </div>
    <${Filter} status=${status} setStatus=${setStatus} setQ=${setQ} />
    ${error && html`<${Failure} error=${error} retry=${reload} busy=${loading} />`}
    ${data && html`<${KeyTable} keys=${data.data} session=${session} act=${setOpen} filtered=${status !== 'all' || q !== ''} outdated=${outdated} />`}
    ${data && html`<${Pager} pages=${pages} next=${data.next_cursor} />`}
    ${!data && loading && html`<p class="quiet" role="status">Loading…</p>`}
    <p class="notice" role="status">${notice}</p>
  `
}

const TYPING_MS = 200

/** @param {{ status: Status, setStatus: (status: Status) => void, setQ: (q: string) => void }} props */
function Filter({ status, setStatus, setQ }) {
  const [typed, setTyped] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return html`<form class="filter" role="search" onSubmit=${preventDefault}>
    <fieldset>
      <legend class="unseen">Status</legend>
      ${STATUSES.map(
        one => html`<label key=${one}>
          <input type="radio" name="status" value=${one} checked=${one === status} onChange=${() => setStatus(one)} />
          <span>${one[0]?.toUpperCase()}${one.slice(1)}</span>
        </label>`,
      )}
    </fieldset>
    <input type="search" aria-label="Search by name" placeholder="Search by name" maxlength="100" value=${typed}
      onInput=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) => setTyped(event.currentTarget.value)} />
  </form>`
}

/** @param {Event} event */
const preventDefault = event => event.preventDefault()

/** @param {{ keys: Key[], session: Session, act: (open: Open) => void, filtered: boolean, outdated: boolean }} props */
function KeyTable({ keys, session, act, filtered, outdated }) {
  if (keys.length === 0)
    return html`<p class="empty" aria-busy=${outdated}>
      ${filtered ? 'No matching keys' : 'No keys yet. Create one to use the API.'}
    </p>`
  return html`<div class="scroll" aria-busy=${outdated}><table class="keys" role="table" aria-label="Keys">
    <thead role="rowgroup">
      <tr role="row">
        ${['Key', 'Status', 'Created', 'Last used', 'Expires', 'Revoked', 'Rejected requests'].map(
          title => html`<th key=${title} role="columnheader" scope="col">${title}</th>`,
        )}
        <th role="columnheader" scope="col"><span class="unseen">Actions</span></th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${keys.map(key => html`<${KeyRow} key=${key.id} subject=${key} session=${session} act=${act} />`)}
    </tbody>
  </table></div>`
}
