import { Time } from '../base/format.js'
import { html } from '../base/view.js'

/** @import { Key } from '../../client/client.js' */

/**
 * The state of a rotation, for its old key or its successor.
 * @param {{ subject: Key }} props
 */
export function Rotation({ subject: key }) {
  if (key.status === 'active' && key.replaces)
    return html`<span class="line quiet">Replaces <a href="#/keys/${key.replaces}">an older key</a></span>`
  if (!key.replaced_by) return null
  if (key.status !== 'retiring')
    return html`<span class="line quiet">Replaced by <a href="#/keys/${key.replaced_by}">a newer key</a></span>`
  const successor = html`<a href="#/keys/${key.replaced_by}">Successor</a>`
  if (key.grace_started_at)
    return html`<span class="line">${successor} in use. This key expires <${Time} at=${key.expires_at} /></span>`
  return html`<span class="line">${successor} not used yet. This key expires <${Time} at=${key.expires_at} /> at the latest</span>`
}
