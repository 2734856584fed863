import { api } from './api.js'
import { FormDialog, textOf } from './form.js'
import { scopesOf } from './scopes.js'
import { Secret } from './secret.js'
import { html, useState } from './view.js'

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

const UNSURE = 'The key may have been created anyway. If it appears in the list, revoke it: its secret is lost.'

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
  /** @param {FormData} fields */
  async function create(fields) {
    const expires_at = expiryOf(expiry, String(fields.get('date')))
    const name = String(fields.get('name'))
    const description = textOf(fields, 'description') || null
    const scopes = scopesOf(textOf(fields, 'scopes'))
    onCreated(await api.createKey({ name, description, scopes, ...(expires_at && { expires_at }) }))
  }
  const words = ['Create key', 'Creating…']
  return html`<${FormDialog} title="Create key" words=${words} unsure=${UNSURE} act=${create} onClose=${onClose}>
    <label>Name
      <input name="name" required maxlength="200" autocomplete="off" autofocus placeholder="SIEM connector" aria-describedby="name-hint" />
    </label>
    <small id="name-hint">Name the program that will use the key.</small>
    <label>Description
      <input name="description" maxlength="500" autocomplete="off" />
    </label>
    <label>Scopes
      <input name="scopes" autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="All" pattern="[a-z0-9._:, \\-]*"
        title="Lower-case letters, digits and . _ : -" aria-describedby="scopes-hint" />
    </label>
    <small id="scopes-hint">Separate scopes with spaces. Leave empty for all.</small>
    <label>Expires
      <select name="expiry" value=${expiry} onChange=${(/** @type {Event & { currentTarget: HTMLSelectElement }} */ event) => setExpiry(event.currentTarget.value)}>
        ${EXPIRIES.map(([value, words]) => html`<option key=${value} value=${value}>${words}</option>`)}
      </select>
    </label>
    ${expiry === 'date' && html`<label>Last day <input type="date" name="date" required min=${dayOf(Date.now())} /></label>`}
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
