import { api } from '../base/api.js'
import { Words } from '../base/format.js'
import { html } from '../base/view.js'
import { TextField } from '../parts/field.js'
import { FormDialog, textOf } from '../parts/form.js'
import { tooLong } from '../parts/limits.js'
import { Impact } from './impact.js'
import { Consent } from './reason.js'
import { asRevoked } from './revoke.js'

/** @import { Key, Session } from '../../client/client.js' */

/**
 * Revokes a key because others have it, and keeps where it was found.
 * @param {{ subject: Key, session: Session, onRevoked: (key: Key, words: string) => void, onClose: () => void }} props
 */
export function ReportLeak({ subject, session, onRevoked, onClose }) {
  /** @param {FormData} fields */
  async function report(fields) {
    const [source_url, note] = [addressOf(textOf(fields, 'source_url')), textOf(fields, 'note')]
    await api.reportLeak(subject.id, { ...(source_url && { source_url }), ...(note && { note }) })
    const key = await api.getKey(subject.id).catch(() => asRevoked(subject, session, 'leaked'))
    onRevoked(key, `${subject.name} has been revoked. Requests with it are now rejected.`)
  }
  const words = ['Revoke leaked key', 'Revoking…']
  return html`<${FormDialog} title="Report a leak" words=${words} danger check=${check} act=${report} onClose=${onClose}>
    <p class="subject">This revokes <strong><${Words} text=${subject.name} /></strong> <code>${subject.prefix}…${subject.last4}</code> immediately and records where it was found.</p>
    <${Impact} subject=${subject} />
    <${TextField} label="Where it was found (optional)" name="source_url" inputmode="url" placeholder="https://…" />
    <${TextField} label="Note (optional)" name="note" hint="Do not include the key" />
    <${Consent} words="Programs that use this key will lose access immediately." />
  <//>`
}

/** @param {FormData} fields */
const check = fields => ({
  ...tooLong(fields, ['source_url', 'note']),
  ...sourceProblem(addressOf(textOf(fields, 'source_url'))),
})

/**
 * As people write one, beginning with a host. A key that is pasted here by mistake has no dot and stays what it is: no
 * address, which is kept nowhere.
 * @param {string} text
 */
const addressOf = text => (/^[^\s/:@]+\.[^\s/:@]+(?:[/:?#]|$)/.test(text) ? `https://${text}` : text)

/** @param {string} text */
const sourceProblem = text =>
  text === '' || (/^https?:/i.test(text) && URL.canParse(text)) ? {} : { source_url: 'Enter a web address' }
