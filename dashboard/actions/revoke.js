import { api } from '../base/api.js'
import { personOf, UserText } from '../base/format.js'
import { html } from '../base/view.js'
import { FormDialog } from '../parts/form.js'
import { Impact } from './impact.js'
import { Consent, ReasonFields, useReason } from './reason.js'

/** @import { Key, Session } from '../../client/client.js' */

/**
 * The dialog that revokes a key: its recent use, the reason, and a confirmation.
 * @param {object} props
 * @param {Key} props.subject
 * @param {Session} props.session
 * @param {(key: Key, notice: string) => void} props.onRevoked
 * @param {() => void} props.onLeak opens the leak report instead
 * @param {() => void} props.onClose
 */
export function RevokeKey({ subject, session, onRevoked, onLeak, onClose }) {
  const reason = useReason()
  async function revoke() {
    const { message } = await api.revokeKey(subject.id, reason.text ? { reason: reason.text } : {})
    const key = await api.getKey(subject.id).catch(() => asRevoked(subject, session, reason.text))
    onRevoked(key, outcome(key, message, reason.text))
  }
  const labels = ['Revoke key', 'Revoking…']
  return html`<${FormDialog} title="Revoke this key?" labels=${labels} danger check=${reason.check} act=${revoke} onClose=${onClose}>
    <p class="subject"><strong><${UserText} text=${subject.name} /></strong> <code>${subject.prefix}…${subject.last4}</code></p>
    <${Impact} subject=${subject} />
    <${ReasonFields} reason=${reason} />
    ${reason.preset === 'compromised' && html`<p>To record where it was found, <button type="button" class="plain" onClick=${onLeak}>report a leak</button> instead.</p>`}
    <${Consent} warning="Programs that use this key will lose access immediately." />
  <//>`
}

/**
 * The notice after the revocation. A key that was already revoked keeps its first reason.
 * @param {Key} key
 * @param {string} message
 * @param {string} reason
 */
function outcome(key, message, reason) {
  if (!message.includes('already')) return `${key.name} has been revoked. Requests with it are now rejected.`
  const first = key.revocation_reason ?? ''
  const reasons =
    first === reason
      ? ''
      : ` ${first ? `It keeps its original reason, “${first}”.` : 'It was revoked without a reason.'} Your reason is in the history.`
  return `${key.name} was already revoked.${reasons}`
}

/**
 * The facts of a key that was just revoked but cannot be read back.
 * @param {Key} key
 * @param {Session} session
 * @param {string} reason
 * @returns {Key}
 */
export const asRevoked = (key, session, reason) => ({
  ...key,
  status: 'revoked',
  revoked_at: new Date().toISOString(),
  revoked_by: `user:${personOf(session)}`,
  revocation_reason: reason || null,
})
