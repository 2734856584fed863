import { KeyDialog } from '../actions/key-dialog.js'
import { api } from '../base/api.js'
import { briefDay, UserText } from '../base/format.js'
import { useLoad } from '../base/load.js'
import { useRefresh } from '../base/refresh.js'
import { html, useEffect, useRef, useState } from '../base/view.js'
import { isStillCalled } from '../keys/about.js'
import { KeyActions } from '../keys/key-actions.js'
import { Failure } from '../parts/failure.js'
import { Notice, useNotice } from '../parts/notice.js'
import { Skeleton } from '../parts/skeleton.js'
import { UsageChart } from '../usage/usage-chart.js'
import { KeyFigures } from './figures.js'
import { KeyFacts } from './key-facts.js'
import { KeyHistory } from './key-history.js'
import { RotationCard } from './rotation-card.js'
import { Summary } from './summary.js'

/** @import { Key, Session } from '../../client/client.js' */
/** @import { Open } from '../actions/key-dialog.js' */
/** @import { Stacked } from '../usage/stack.js' */

const REFRESH_SECONDS = 20
const nothing = () => {}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/**
 * One key: its facts, usage, history and actions.
 * @param {{ id: string, session: Session, onName?: (name: string) => void }} props
 */
export const KeyPage = props => (UUID.test(props.id) ? html`<${OneKey} ...${props} />` : html`<${Missing} />`)

/** @param {{ id: string, session: Session, onName?: (name: string) => void }} props */
function OneKey({ id, session, onName }) {
  const { data: key, error, loading, reload, update } = useLoad(signal => api.getKey(id, { signal }), [id])
  const [open, setOpen] = useState(/** @type {Open | null} */ (null))
  const [changes, setChanges] = useState(0)
  const notice = useNotice()
  const heading = useRef(/** @type {HTMLElement | null} */ (null))
  const [revoked, setRevoked] = useState(false)
  // The revocation removes the button that had the focus.
  useEffect(() => void (revoked && heading.current?.focus()), [revoked])
  useRefresh(reload, REFRESH_SECONDS)
  useEffect(() => void (key && onName?.(key.name)), [key?.name])

  function rotated() {
    reload()
    setChanges(changes => changes + 1)
  }
  /** @param {Key} key @param {string} words */
  function changed(key, words) {
    update(() => key)
    setOpen(null)
    setChanges(changes => changes + 1)
    notice.say(words)
    setRevoked(key.status === 'revoked')
  }
  const done = { created: nothing, rotated, changed, canceled: changed, allRevoked: nothing }
  return html`
    <${KeyDialog} open=${open} selected=${[]} session=${session} done=${done} act=${setOpen} onClose=${() => setOpen(null)} />
    <p class="back"><a href="#/keys">API keys</a></p>
    ${error && (error.status === 404 ? html`<${Missing} />` : html`<${Failure} error=${error} retry=${reload} busy=${loading} />`)}
    ${!key && loading && html`<${Skeleton} />`}
    ${key && html`<${Details} subject=${key} session=${session} act=${setOpen} heading=${heading} changes=${changes} />`}
    <div class="bottom"><${Notice} notice=${notice} /></div>
  `
}

/**
 * @param {object} props
 * @param {Key} props.subject
 * @param {Session} props.session
 * @param {(open: Open) => void} props.act
 * @param {{ current: HTMLElement | null }} props.heading
 * @param {number} props.changes the number of changes made on this page
 */
function Details({ subject: key, session, act, heading, changes }) {
  const [range, setRange] = useState(/** @type {string | null} */ (null))
  const figures = (/** @type {Stacked} */ chart) => html`<${KeyFigures} subject=${key} chart=${chart} />`
  return html`
    <div class="title">
      <h1 ref=${heading} tabindex="-1"><${UserText} text=${key.name} /> <span class="badge ${key.status}">${key.status}</span>
        ${key.paused_at && html` <span class="badge alarm">paused</span>`}
        ${isStillCalled(key) && html` <span class="badge alarm">still being called</span>`}</h1>
      <${KeyActions} subject=${key} act=${act} />
    </div>
    <${Summary} subject=${key} session=${session} />
    <div class="key-page">
      <div>
        ${key.status === 'retiring' && html`<${RotationCard} subject=${key} act=${act} />`}
        <${UsageChart} range=${range} keyId=${key.id} onRange=${setRange} mark=${endOf(key)} figures=${figures} />
      </div>
      <${KeyFacts} subject=${key} session=${session} />
      <${KeyHistory} id=${key.id} session=${session} changes=${changes} />
    </div>
  `
}

/** When the key stopped working, for the chart. @param {Key} key */
function endOf({ revoked_at: revoked, expires_at: expiry, status }) {
  if (revoked) return { at: revoked, words: `Revoked ${briefDay(revoked)}` }
  return status === 'expired' && expiry ? { at: expiry, words: `Expired ${briefDay(expiry)}` } : undefined
}

const Missing = () => html`<div class="empty" role="alert">
  <h1>Key not found</h1>
  <p class="quiet">Your account has no key with this ID.</p>
  <p><a class="button" href="#/keys?status=all">Show all keys</a></p>
</div>`
