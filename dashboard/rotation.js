import { Moment } from './format.js'
import { html } from './view.js'

/** @import { Key } from '../client/client.js' */

/**
 * How far a rotation has come, from the old key's side and from the new one's.
 * @param {{ subject: Key }} props
 */
export function Rotation({ subject: key }) {
  if (key.status === 'active' && key.replaces)
    return html`<span class="line quiet">Replaces <${Other} id=${key.replaces} name=${key.name} words="an older key" /></span>`
  if (!key.replaced_by) return null
  const other = html`<${Other} id=${key.replaced_by} name=${key.name} words="the new key" />`
  if (key.status !== 'retiring') return html`<span class="line quiet">Replaced by ${other}</span>`
  if (key.grace_started_at)
    return html`<span class="line">Ends <${Moment} at=${key.expires_at} />. ${other} is in use</span>`
  return html`<span class="line">Waits for the first use of ${other}. Ends <${Moment} at=${key.expires_at} /> at the latest</span>`
}

/**
 * A way to the other key: in this list if it is there, or else to all keys with its name.
 * @param {{ id: string, name: string, words: string }} props
 */
function Other({ id, name, words }) {
  /** @param {Event} event */
  function go(event) {
    const row = document.getElementById(`key-${id}`)
    if (!row) return
    event.preventDefault()
    row.scrollIntoView({ block: 'center' })
    row.focus()
  }
  return html`<a href="#/keys?${new URLSearchParams({ q: name })}" onClick=${go}>${words}</a>`
}
