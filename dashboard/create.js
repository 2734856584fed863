import { api } from './api.js'
import { Dialog } from './dialog.js'
import { Failure } from './failure.js'
import { useAction } from './load.js'
import { Secret } from './secret.js'
import { html, useRef, useState } from './view.js'

/** @import { CreatedKey } from '../client/client.js' */

const DAY_MS = 86_400_000
/** @type {[value: string, words: string][]} */
const EXPIRIES = [
  ['', 'Never'],
  ['7', 'In 7 days'],
  ['30', 'In 30 days'],
  ['90', 'In 90 days'],
  ['365', 'In 1 year'],
  ['date', 'Custom date'],
]

/** @param {{ onCreated: () => void, onClose: () => void }} props */
export function CreateKey({ onCreated, onClose }) {
  const [created, setCreated] = useState(/** @type {CreatedKey | null} */ (null))
  if (created) return html`<${Secret} key="secret" subject=${created} onClose=${onClose} />`
  /** @param {CreatedKey} key */
  function show(key) {
    setCreated(key)
    onCreated()
  }
  return html`<${CreateForm} key="form" onCreated=${show} onClose=${onClose} />`
}

/** @param {{ onCreated: (key: CreatedKey) => void, onClose: () => void }} props */
function CreateForm({ onCreated, onClose }) {
  const [expiry, setExpiry] = useState('')
  const { run, busy, error } = useAction()
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  const again = () => form.current?.requestSubmit()
  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  function submit(event) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const expires_at = expiryOf(expiry, String(fields.get('date')))
    run(async () =>
      onCreated(await api.createKey({ name: String(fields.get('name')), ...(expires_at && { expires_at }) })),
    )
  }
  return html`<${Dialog} title="Create key" onClose=${onClose}>
    <form ref=${form} onSubmit=${submit}>
      <label>Name
        <input name="name" required maxlength="200" autocomplete="off" autofocus placeholder="SIEM connector" aria-describedby="name-hint" />
      </label>
      <small id="name-hint">Name the program that will use the key.</small>
      <label>Expires
        <select name="expiry" value=${expiry} onChange=${(/** @type {Event & { currentTarget: HTMLSelectElement }} */ event) => setExpiry(event.currentTarget.value)}>
          ${EXPIRIES.map(([value, words]) => html`<option key=${value} value=${value}>${words}</option>`)}
        </select>
      </label>
      ${expiry === 'date' && html`<label>Last day <input type="date" name="date" required min=${dayOf(Date.now())} /></label>`}
      ${error && error.status === 0 && html`<p>The key may have been created anyway. If it appears in the list, revoke it: its secret is lost.</p>`}
      ${error && html`<${Failure} error=${error} retry=${again} busy=${busy} />`}
      <footer>
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="primary" disabled=${busy}>${busy ? 'Creating…' : 'Create key'}</button>
      </footer>
    </form>
  <//>`
}

/**
 * @param {string} expiry one of EXPIRIES
 * @param {string} date the day that was chosen, as YYYY-MM-DD: the key works until it ends here
 */
function expiryOf(expiry, date) {
  if (expiry === '') return undefined
  const end = expiry === 'date' ? new Date(`${date}T23:59:59`) : new Date(Date.now() + Number(expiry) * DAY_MS)
  return end.toISOString()
}

/** @param {number} time */
const dayOf = time => new Date(time).toLocaleDateString('sv')
