import { api } from '../base/api.js'
import { number, plural, UserText } from '../base/format.js'
import { LIMITS } from '../base/limits.js'
import { useLoad } from '../base/load.js'
import { html, useState } from '../base/view.js'
import { FormDialog } from '../parts/form.js'
import { Consent, ReasonFields, useReason } from './reason.js'

/** @import { Key } from '../../client/client.js' */

const MAX_NAMES = 5
/** The API lists at most this many keys in use. */
const MAX_USED = 10

/**
 * The dialog that revokes several keys at once. It lists the keys in use before it asks for a reason.
 * @param {{ keys: Key[], onRevoked: (notice: string) => void, onClose: () => void }} props
 */
export function RevokeKeys({ keys, onRevoked, onClose }) {
  const ids = keys.map(({ id }) => id)
  const reason = useReason()
  const [done, setDone] = useState(0)
  async function revoke() {
    const counts = { revoked: 0, already_revoked: 0 }
    for (let from = 0; from < ids.length; from += LIMITS.idsPerRevocation) {
      setDone(from)
      const batch = ids.slice(from, from + LIMITS.idsPerRevocation)
      for (let complete = false; !complete; ) {
        const answer = await api.revokeKeys({ ids: batch, ...(reason.text && { reason: reason.text }) })
        counts.revoked += answer.revoked
        counts.already_revoked += answer.already_revoked
        complete = answer.complete
      }
    }
    const { revoked, already_revoked } = counts
    const before = already_revoked > 0 ? ` ${number(already_revoked)} had already been revoked.` : ''
    onRevoked(`Revoked ${plural(revoked, 'key')}. Requests with them are now rejected.${before}`)
  }
  const title = `Revoke ${plural(keys.length, 'key')}?`
  const labels = [
    `Revoke ${plural(keys.length, 'key')}`,
    done > 0 ? `Revoking… ${number(done)} of ${number(ids.length)}` : 'Revoking…',
  ]
  return html`<${FormDialog} title=${title} labels=${labels} danger check=${reason.check} act=${revoke} onClose=${onClose}>
    <p class="subject"><${Names} keys=${keys} /></p>
    <${Preview} ids=${ids} />
    <${ReasonFields} reason=${reason} />
    <${Consent} warning="Programs that use these keys will lose access immediately." />
  <//>`
}

/** @param {{ keys: Key[] }} props */
function Names({ keys }) {
  const more = keys.length - MAX_NAMES
  return html`${keys.slice(0, MAX_NAMES).map(({ id, name }, at) => html`${at > 0 && ', '}<strong key=${id}><${UserText} text=${name} /></strong>`)}${
    more > 0 && ` and ${number(more)} more`
  }`
}

/**
 * The recent use of the selected keys. If it cannot be loaded, the keys can be revoked all the same.
 * @param {{ ids: string[] }} props
 */
function Preview({ ids }) {
  const { data, error } = useLoad(signal => api.revokeKeys({ ids, dry_run: true }, { signal }), ids)
  if (error) return html`<p class="impact quiet">Usage could not be loaded. You can still revoke the keys.</p>`
  if (!data) return html`<p class="impact quiet" aria-busy="true">Loading usage…</p>`
  const used = data.most_used ?? []
  if (used.length === 0) return html`<p class="impact">None of these keys was used in the last 7 days.</p>`
  return html`<div class="preview"><table>
    <thead><tr><th scope="col">${used.length < MAX_USED ? 'Keys in use' : `${MAX_USED} most used keys`}</th><th scope="col">Last 24 hours</th><th scope="col">Last 7 days</th></tr></thead>
    <tbody>${used.map(
      ({ id, name, requests_last_day, requests_last_week }) => html`<tr key=${id}>
        <th scope="row"><${UserText} text=${name} /></th>
        <td>${number(requests_last_day)}</td>
        <td>${number(requests_last_week)}</td>
      </tr>`,
    )}</tbody>
  </table></div>`
}
