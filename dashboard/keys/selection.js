import { number, plural } from '../base/format.js'
import { html, useState } from '../base/view.js'

/** @import { Key } from '../../client/client.js' */

/**
 * The selected keys, across pages and searches.
 * @typedef {object} Selection
 * @property {boolean} on whether keys can be selected
 * @property {Key[]} keys
 * @property {(key: Key) => boolean} has
 * @property {(keys: Key[], selected: boolean) => void} select
 * @property {() => void} start
 * @property {() => void} stop clears the selection
 */

/** @returns {Selection} */
export function useSelection() {
  const [selected, setSelected] = useState(/** @type {Map<string, Key> | null} */ (null))
  return {
    on: selected !== null,
    keys: [...(selected?.values() ?? [])],
    has: ({ id }) => selected?.has(id) ?? false,
    select(keys, isSelected) {
      const others = [...(selected ?? [])].filter(([id]) => !keys.some(key => key.id === id))
      setSelected(new Map([...others, ...(isSelected ? keys.map(key => /** @type {const} */ ([key.id, key])) : [])]))
    },
    start: () => setSelected(new Map()),
    stop: () => setSelected(null),
  }
}

/** @param {Key} key */
export const canBeSelected = ({ status }) => status !== 'revoked'

/**
 * The actions on the selected keys, always visible below the list.
 * @param {{ selection: Selection, shown: Key[], onRevoke: () => void }} props
 */
export function SelectionBar({ selection, shown, onRevoke }) {
  const selectable = shown.filter(canBeSelected)
  const all = selectable.length > 0 && selectable.every(selection.has)
  const count = selection.keys.length
  const hidden = count - shown.filter(selection.has).length
  return html`<div class="selection" role="group" aria-label="Selected keys">
    <label>
      <input type="checkbox" checked=${all} disabled=${selectable.length === 0}
        onChange=${() => selection.select(selectable, !all)} />
      All on this page
    </label>
    <span role="status">${plural(count, 'key')} selected${hidden > 0 && `, ${number(hidden)} not shown`}</span>
    <button type="button" onClick=${() => selection.stop()}>Cancel</button>
    <button type="button" class="danger solid" disabled=${count === 0} onClick=${onRevoke}>Revoke selected</button>
  </div>`
}
