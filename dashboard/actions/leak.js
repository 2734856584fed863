import { api } from '../base/api.js'
import { UserText } from '../base/format.js'
import { html } from '../base/view.js'
import { TextField } from '../parts/field.js'
import { FormDialog, textOf } from '../parts/form.js'
import { tooLong } from '../parts/problems.js'
import { Impact } from './impact.js'
import { Consent } from './reason.js'
import { asRevoked } from './revoke.js'

/** @import { Key, Session } from '../../client/client.js' */

/**
 * The dialog that revokes a leaked key and records where it was found.
 * @param {{ subject: Key, session: Session, onRevoked: (key: Key, notice: string) => void, onClose: () => void }} props
 */
export function ReportLeak({ subject, session, onRevoked, onClose }) {
  /** @param {FormData} fields */
  async function report(fields) {
    const [source_url, note] = [addressOf(textOf(fields, 'source_url')), textOf(fields, 'note')]
    await api.reportLeak(subject.id, { ...(source_url && { source_url }), ...(note && { note }) })
    const key = await api.getKey(subject.id).catch(() => asRevoked(subject, session, 'leaked'))
    onRevoked(key, `${subject.name} has been revoked. Requests with it are now rejected.`)
  }
  const labels = ['Revoke leaked key', 'Revoking…']
  return html`<${FormDialog} title="Report a leak" labels=${labels} danger check=${check} act=${report} onClose=${onClose}>
    <p class="subject">This revokes <strong><${UserText} text=${subject.name} /></strong> <code>${subject.prefix}…${subject.last4}</code> immediately and records where it was found.</p>
    <${Impact} subject=${subject} />
    <${TextField} label="Where it was found (optional)" name="source_url" inputmode="url" placeholder="https://…" />
    <${TextField} label="Note (optional)" name="note" hint="Do not include the key" />
    <${Consent} warning="Programs that use this key will lose access immediately." />
  <//>`
}

/** @param {FormData} fields */
const check = fields => ({
  ...tooLong(fields, ['source_url', 'note']),
  ...sourceProblem(addressOf(textOf(fields, 'source_url'))),
})

/**
 * Adds `https://` to an address that begins with a host. A key that was pasted by mistake contains no dot, so it is left
 * alone, fails validation, and is not stored.
 * @param {string} text
 */
const addressOf = text => (/^[^\s/:@]+\.[^\s/:@]+(?:[/:?#]|$)/.test(text) ? `https://${text}` : text)

/** @param {string} text */
const sourceProblem = text =>
  text === '' || (/^https?:/i.test(text) && URL.canParse(text)) ? {} : { source_url: 'Enter a web address' }
