import { number, plural } from '../base/format.js'
import { html, useState } from '../base/view.js'

/** @import { Key } from '../../client/client.js' */

/**
 * The selected keys, across pages and searches.
 * @typedef {object} Selection
 * @property {boolean} on whether keys can be selected
 * @property {Key[]} keys
 * @property {(key: Key) => boolean} has
 * @property {(keys: Key[], picked: boolean) => void} pick
 * @property {(on: boolean) => void} turn also clears the selection
 */

/** @returns {Selection} */
export function useSelection() {
  const [picked, setPicked] = useState(/** @type {Map<string, Key> | null} */ (null))
  return {
    on: picked !== null,
    keys: [...(picked?.values() ?? [])],
    has: ({ id }) => picked?.has(id) ?? false,
    pick(keys, isPicked) {
      const others = [...(picked ?? [])].filter(([id]) => !keys.some(key => key.id === id))
      setPicked(new Map([...others, ...(isPicked ? keys.map(key => /** @type {const} */ ([key.id, key])) : [])]))
    },
    turn: on => setPicked(on ? new Map() : null),
  }
}

/** @param {Key} key */
export const canBePicked = ({ status }) => status !== 'revoked'

/**
 * The actions on the selected keys, always visible below the list.
 * @param {{ selection: Selection, shown: Key[], onRevoke: () => void }} props
 */
export function SelectionBar({ selection, shown, onRevoke }) {
  const selectable = shown.filter(canBePicked)
  const all = selectable.length > 0 && selectable.every(selection.has)
  const count = selection.keys.length
  const hidden = count - shown.filter(selection.has).length
  return html`<div class="selection" role="group" aria-label="Selected keys">
    <label>
      <input type="checkbox" checked=${all} disabled=${selectable.length === 0}
        onChange=${() => selection.pick(selectable, !all)} />
      All on this page
    </label>
    <span role="status">${plural(count, 'key')} selected${hidden > 0 && `, ${number(hidden)} not shown`}</span>
    <button type="button" onClick=${() => selection.turn(false)}>Cancel</button>
    <button type="button" class="danger solid" disabled=${count === 0} onClick=${onRevoke}>Revoke selected</button>
  </div>`
}
