import { useLoad } from '../base/load.js'
import { newestKeys } from '../base/names.js'
import { html } from '../base/view.js'

/**
 * A choice of one of the account's keys, or of all.
 * @param {{ keyId: string, onChoose: (keyId: string) => void }} props
 */
export function KeyChoice({ keyId, onChoose }) {
  const { data: keys } = useLoad(newestKeys, [])
  const listed = keys?.some(({ id }) => id === keyId) ?? false
  return html`<label>Key <select name="key_id"
    onChange=${(/** @type {Event & { currentTarget: HTMLSelectElement }} */ event) => onChoose(event.currentTarget.value)}>
    <option value="" selected=${keyId === ''}>All</option>
    ${keyId && !listed && html`<option value=${keyId} selected>${keyId.slice(0, 8)}…</option>`}
    ${keys?.map(({ id, name, last4 }) => html`<option key=${id} value=${id} selected=${id === keyId}>${name} ${last4 && `…${last4}`}</option>`)}
  </select></label>`
}
