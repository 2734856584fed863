import { api } from './api.js'
import { Dialog } from './dialog.js'
import { Failure } from './failure.js'
import { Words } from './format.js'
import { Impact } from './impact.js'
import { useAction } from './load.js'
import { Consent, ReasonField } from './reason.js'
import { Secret } from './secret.js'
import { html, useRef, useState } from './view.js'

/** @import { CreatedKey, Key } from '../client/client.js' */

const DAY_MS = 86_400_000
/** @type {[seconds: string, words: string][]} */
const GRACES = [
  ['3600', '1 hour'],
  ['86400', '24 hours'],
  ['604800', '7 days'],
  ['2592000', '30 days'],
  ['0', 'Revoke it now'],
]
/** @type {[value: string, words: string][]} */
const EXPIRIES = [
  ['same', 'As the old key'],
  ['never', 'Never'],
  ['30', 'In 30 days'],
  ['90', 'In 90 days'],
  ['365', 'In 1 year'],
]

/**
 * Replaces a key, and shows the secret of what replaces it.
 * @param {{ subject: Key, onRotated: () => void, onClose: () => void }} props
 */
export function RotateKey({ subject, onRotated, onClose }) {
  const [made, setMade] = useState(/** @type {{ key: CreatedKey, words: string } | null} */ (null))
  if (made) return html`<${Secret} key="secret" subject=${made.key} next=${made.words} onClose=${onClose} />`
  /** @param {CreatedKey} key @param {string} grace */
  function show(key, grace) {
    const words = GRACES.find(([seconds]) => seconds === grace)?.[1] ?? ''
    setMade({ key, words: grace === '0' ? 'The old key is revoked.' : afterwards(words) })
    onRotated()
  }
  return html`<${RotateForm} key="form" subject=${subject} onRotated=${show} onClose=${onClose} />`
}

/** @param {string} grace */
const afterwards = grace =>
  `The old key works until ${grace} after the first request with this one, and for 30 days at most.`

/** @param {{ subject: Key, onRotated: (key: CreatedKey, grace: string) => void, onClose: () => void }} props */
function RotateForm({ subject, onRotated, onClose }) {
  const [grace, setGrace] = useState('86400')
  const { run, busy, error } = useAction()
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  const again = () => form.current?.requestSubmit()
  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  function submit(event) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const reason = String(fields.get('reason')).trim()
    const body = { grace_seconds: Number(grace), ...expiryOf(String(fields.get('expiry'))), ...(reason && { reason }) }
    run(async () => onRotated(await api.rotateKey(subject.id, body), grace))
  }
  return html`<${Dialog} title="Rotate key" onClose=${onClose}>
    <form ref=${form} onSubmit=${submit}>
      <p>A new key replaces <strong><${Words} text=${subject.name} /></strong> <code>${subject.prefix}…${subject.last4}</code>.</p>
      <label>After the first use of the new key, the old one works for
        <select value=${grace} onChange=${(/** @type {Event & { currentTarget: HTMLSelectElement }} */ event) => setGrace(event.currentTarget.value)}>
          ${GRACES.map(([value, words]) => html`<option key=${value} value=${value}>${words}</option>`)}
        </select>
      </label>
      ${grace === '0' && html`<${Impact} subject=${subject} />`}
      <label>New key expires
        <select name="expiry">${EXPIRIES.map(([value, words]) => html`<option key=${value} value=${value}>${words}</option>`)}</select>
      </label>
      <${ReasonField} />
      ${grace === '0' && html`<${Consent} words="Programs that use the old key lose access immediately." />`}
      ${error && error.status === 0 && html`<p>The key may have been rotated anyway. If a new one appears in the list, cancel the rotation: its secret is lost.</p>`}
      ${error && html`<${Failure} error=${error} retry=${again} busy=${busy} />`}
      <footer>
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class=${grace === '0' ? 'danger solid' : 'primary'} disabled=${busy}>${busy ? 'Rotating…' : 'Rotate key'}</button>
      </footer>
    </form>
  <//>`
}

/** @param {string} expiry one of EXPIRIES */
function expiryOf(expiry) {
  if (expiry === 'same') return {}
  if (expiry === 'never') return { expires_at: null }
  return { expires_at: new Date(Date.now() + Number(expiry) * DAY_MS).toISOString() }
}
