import { api } from './api.js'
import { Dialog } from './dialog.js'
import { Failure } from './failure.js'
import { Words } from './format.js'
import { Impact } from './impact.js'
import { useAction } from './load.js'
import { Consent, ReasonFields, useReason } from './reason.js'
import { html } from './view.js'

/** @import { Key, Session } from '../client/client.js' */

/**
 * The dialog that revokes a key: what that affects, the reason, and a deliberate yes.
 * @param {object} props
 * @param {Key} props.subject
 * @param {Session} props.session
 * @param {(key: Key, words: string) => void} props.onRevoked
 * @param {() => void} props.onClose
 */
export function RevokeKey({ subject, session, onRevoked, onClose }) {
  const reason = useReason()
  const { run, busy, error } = useAction()

  const revoke = () =>
    run(async () => {
      const { message } = await api.revokeKey(subject.id, reason.text ? { reason: reason.text } : {})
      const key = await api.getKey(subject.id).catch(() => asRevoked(subject, session, reason.text))
      onRevoked(key, outcome(key, message, reason.text))
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
      <${ReasonFields} reason=${reason} />
      <${Consent} words="Programs that use this key lose access immediately." />
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
