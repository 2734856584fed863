import { api } from './api.js'
import { Dialog } from './dialog.js'
import { Failure } from './failure.js'
import { plural, Words } from './format.js'
import { Impact } from './impact.js'
import { useAction } from './load.js'
import { html, useEffect, useRef, useState } from './view.js'

/** @import { Key, Session } from '../client/client.js' */

const LONGEST_REASON = 500
/** @type {[value: string, words: string][]} */
const PRESETS = [
  ['compromised', 'Compromised'],
  ['rotation', 'Rotation'],
  ['departure', 'Departure'],
  ['no longer used', 'No longer used'],
  ['', 'Other'],
]

/**
 * The dialog that revokes a key: what that affects, the reason, and a deliberate yes.
 * @param {object} props
 * @param {Key} props.subject
 * @param {Key} [props.successor] what the key was rotated to, if that is why
 * @param {Session} props.session
 * @param {(key: Key, words: string) => void} props.onRevoked
 * @param {() => void} props.onClose
 */
export function RevokeKey({ subject, successor, session, onRevoked, onClose }) {
  const [preset, setPreset] = useState(successor ? 'rotation' : '')
  const [details, setDetails] = useState(successor ? `to ${successor.prefix}…${successor.last4}` : '')
  const { run, busy, error } = useAction()
  const reason = [preset, details.trim()].filter(Boolean).join(': ')
  const left = LONGEST_REASON - [...reason].length
  const problem = left < 0 ? `${plural(-left, 'character')} too many` : ''
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null))
  useEffect(() => field.current?.setCustomValidity(problem), [problem])

  const revoke = () =>
    run(async () => {
      const { message } = await api.revokeKey(subject.id, reason ? { reason } : {})
      const key = await api.getKey(subject.id).catch(() => asRevoked(subject, session, reason))
      onRevoked(key, outcome(key, message, reason))
    })
  /** @param {Event} event */
  function submit(event) {
    event.preventDefault()
    if (!busy) revoke()
  }
  return html`<${Dialog} title="Revoke this key?" onClose=${onClose}>
    <form onSubmit=${submit}>
      <p class="subject"><strong><${Words} text=${subject.name} /></strong> <code>${subject.prefix}…${subject.last4}</code></p>
      <${Impact} subject=${subject} />
      <fieldset class="presets">
        <legend>Reason</legend>
        ${PRESETS.map(
          ([value, words]) => html`<label key=${words}>
            <input type="radio" name="preset" value=${value} checked=${preset === value} onChange=${() => setPreset(value)} />
            <span>${words}</span>
          </label>`,
        )}
      </fieldset>
      <label>Details
        <textarea ref=${field} rows="2" dir="auto" value=${details} aria-describedby="reason-left" aria-invalid=${problem !== ''}
          onInput=${(/** @type {Event & { currentTarget: HTMLTextAreaElement }} */ event) => setDetails(event.currentTarget.value)}></textarea>
      </label>
      <small id="reason-left" class=${problem && 'over'}>
        ${problem || `Shown with the key and in its history. ${plural(left, 'character')} left.`}
      </small>
      <label class="consent">
        <input type="checkbox" required />
        <span>Programs that use this key lose access immediately. <strong>This cannot be undone.</strong></span>
      </label>
      ${error && html`<${Failure} error=${error} retry=${revoke} busy=${busy} />`}
      <p class="unseen" role="status">${busy ? 'Revoking…' : ''}</p>
      <footer>
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="danger solid" disabled=${busy}>${busy ? 'Revoking…' : 'Revoke key'}</button>
      </footer>
    </form>
  <//>`
}

/**
 * The notice afterwards. A key that somebody else revoked a moment before keeps their reason.
 * @param {Key} key
 * @param {string} message
 * @param {string} reason
 */
function outcome(key, message, reason) {
  if (!message.includes('already')) return `${key.name} is revoked. Requests with it are now rejected.`
  const first = key.revocation_reason ?? ''
  const whose =
    first === reason ? '' : ` It keeps its first reason: ${first ? `“${first}”` : 'none'}. Yours is in the history.`
  return `${key.name} was already revoked.${whose}`
}

/**
 * The revoked key as far as it is known, when it cannot be read just now.
 * @param {Key} key
 * @param {Session} session
 * @param {string} reason
 * @returns {Key}
 */
const asRevoked = (key, session, reason) => ({
  ...key,
  status: 'revoked',
  revoked_at: new Date().toISOString(),
  revoked_by: `user:${session.account_id}`,
  revocation_reason: reason || null,
})
