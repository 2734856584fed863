import { api } from '../base/api.js'
import { UserText } from '../base/format.js'
import { html } from '../base/view.js'
import { FormDialog, textOf } from '../parts/form.js'
import { tooLong } from '../parts/problems.js'
import { Consent, ReasonField } from './reason.js'

/** @import { Key } from '../../client/client.js' */

/**
 * The dialog that cancels a rotation.
 * @param {{ subject: Key, onCanceled: (key: Key, notice: string) => void, onClose: () => void }} props
 */
export function CancelRotation({ subject, onCanceled, onClose }) {
  /** @param {FormData} fields */
  async function cancel(fields) {
    const reason = textOf(fields, 'reason')
    const key = await api.cancelRotation(subject.id, reason ? { reason } : {})
    onCanceled(key, `The rotation of ${key.name} has been canceled, and its successor has been revoked.`)
  }
  const labels = ['Cancel rotation', 'Canceling…']
  return html`<${FormDialog} title="Cancel rotation?" labels=${labels} cancel="Keep rotation" danger check=${check} act=${cancel} onClose=${onClose}>
    <p class="subject">This restores the expiry of <strong><${UserText} text=${subject.name} /></strong> <code>${subject.prefix}…${subject.last4}</code> and revokes its successor.</p>
    <${ReasonField} />
    <${Consent} warning="Programs that use the successor will lose access immediately." />
  <//>`
}

/** @param {FormData} fields */
const check = fields => tooLong(fields, ['reason'])
