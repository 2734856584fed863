import { api } from '../base/api.js'
import { UserText } from '../base/format.js'
import { html } from '../base/view.js'
import { FormDialog, textOf } from '../parts/form.js'
import { tooLong } from '../parts/problems.js'
import { ReasonField } from './reason.js'

/** @import { Key } from '../../client/client.js' */
/** @typedef {{ subject: Key, onDone: (key: Key, notice: string) => void, onClose: () => void }} Props */

/** The dialog that pauses a key. @param {Props} props */
export function PauseKey({ subject, onDone, onClose }) {
  /** @param {FormData} fields */
  async function pause(fields) {
    const key = await api.pauseKey(subject.id, reasonIn(fields))
    onDone(key, `${key.name} is paused.`)
  }
  return html`<${FormDialog} title="Pause key?" labels=${['Pause key', 'Pausing…']} check=${check} act=${pause} onClose=${onClose}>
    <p><strong><${UserText} text=${subject.name} /></strong> gets <code>403 key_paused</code> until you or someone else resumes it. Its expiry date stays the same.</p>
    <${ReasonField} />
  <//>`
}

/** The dialog that resumes a paused key. @param {Props} props */
export function ResumeKey({ subject, onDone, onClose }) {
  /** @param {FormData} fields */
  async function resume(fields) {
    const key = await api.resumeKey(subject.id, reasonIn(fields))
    onDone(key, `${key.name} works again.`)
  }
  return html`<${FormDialog} title="Resume key?" labels=${['Resume key', 'Resuming…']} check=${check} act=${resume} onClose=${onClose}>
    <p>Requests with <strong><${UserText} text=${subject.name} /></strong> are admitted again.</p>
    <${ReasonField} />
  <//>`
}

/** @param {FormData} fields */
const check = fields => tooLong(fields, ['reason'])

/** @param {FormData} fields */
function reasonIn(fields) {
  const reason = textOf(fields, 'reason')
  return reason ? { reason } : {}
}
