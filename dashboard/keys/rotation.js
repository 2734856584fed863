import { Moment } from '../base/format.js'
import { html } from '../base/view.js'

/** @import { Key } from '../../client/client.js' */

/**
 * How far a rotation has come, from the old key's side and from the new one's.
 * @param {{ subject: Key }} props
 */
export function Rotation({ subject: key }) {
  if (key.status === 'active' && key.replaces)
    return html`<span class="line quiet">Replaces <a href="#/keys/${key.replaces}">an older key</a></span>`
  if (!key.replaced_by) return null
  const other = html`<a href="#/keys/${key.replaced_by}">the new key</a>`
  if (key.status !== 'retiring') return html`<span class="line quiet">Replaced by ${other}</span>`
  if (key.grace_started_at)
    return html`<span class="line">Ends <${Moment} at=${key.expires_at} />: ${other} is in use</span>`
  return html`<span class="line">Waits for the first use of ${other}. Ends <${Moment} at=${key.expires_at} /> at the latest</span>`
}
