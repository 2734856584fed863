import { api } from './api.js'
import { FormDialog, textOf } from './form.js'
import { Words } from './format.js'
import { Impact } from './impact.js'
import { Consent } from './reason.js'
import { asRevoked } from './revoke.js'
import { html } from './view.js'

/** @import { Key, Session } from '../client/client.js' */

/**
 * Revokes a key because others have it, and keeps where it was found.
 * @param {{ subject: Key, session: Session, onRevoked: (key: Key, words: string) => void, onClose: () => void }} props
 */
export function ReportLeak({ subject, session, onRevoked, onClose }) {
  /** @param {FormData} fields */
  async function report(fields) {
    const [source_url, note] = [textOf(fields, 'source_url'), textOf(fields, 'note')]
    await api.reportLeak(subject.id, { ...(source_url && { source_url }), ...(note && { note }) })
    const key = await api.getKey(subject.id).catch(() => asRevoked(subject, session, 'leaked'))
    onRevoked(key, `${subject.name} is revoked. Requests with it are now rejected.`)
  }
  const words = ['Revoke leaked key', 'Revoking…']
  return html`<${FormDialog} title="Report a leak" words=${words} danger act=${report} onClose=${onClose}>
    <p class="subject"><strong><${Words} text=${subject.name} /></strong> <code>${subject.prefix}…${subject.last4}</code> is revoked at once.</p>
    <${Impact} subject=${subject} />
    <label>Where it was found <input name="source_url" type="url" maxlength="2000" placeholder="https://…" autocomplete="off" autofocus /></label>
    <label>Note <input name="note" maxlength="400" autocomplete="off" aria-describedby="note-hint" /></label>
    <small id="note-hint">Both are optional, and shown with the key. Do not paste the key here.</small>
    <${Consent} words="Programs that use this key lose access immediately." />
  <//>`
}
