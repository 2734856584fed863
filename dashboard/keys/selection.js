import { number, plural } from '../base/format.js'
import { useAction } from '../base/load.js'
import { html, useState } from '../base/view.js'
import { Failure } from '../parts/failure.js'
import { allMatching } from './all-matching.js'

/** @import { Key, KeyCounts } from '../../client/client.js' */
/** @import { KeyFilter } from './key-filter.js' */

/**
 * The selected keys, across pages and searches.
 * @typedef {object} Selection
 * @property {Key[]} keys
 * @property {(key: Key) => boolean} has
 * @property {(keys: Key[], selected: boolean) => void} select
 * @property {() => void} clear
 */

/** @returns {Selection} */
export function useSelection() {
  const [selected, setSelected] = useState(/** @type {Map<string, Key>} */ (new Map()))
  return {
    keys: [...selected.values()],
    has: ({ id }) => selected.has(id),
    select(keys, isSelected) {
      setSelected(selected => {
        const others = [...selected].filter(([id]) => !keys.some(key => key.id === id))
        return new Map([...others, ...(isSelected ? keys.map(key => /** @type {const} */ ([key.id, key])) : [])])
      })
    },
    clear: () => setSelected(new Map()),
  }
}

/** @param {Key} key */
export const canBeSelected = ({ status }) => status !== 'revoked'

/**
 * The actions on the selected keys, always visible below the list.
 * @param {{ selection: Selection, shown: Key[], filter: KeyFilter, counts: KeyCounts | null, onRevoke: () => void }} props
 */
export function SelectionBar({ selection, shown, filter, counts, onRevoke }) {
  const { run, busy, error } = useAction()
  const selectable = shown.filter(canBeSelected)
  const all = selectable.length > 0 && selectable.every(selection.has)
  const count = selection.keys.length
  const hidden = count - shown.filter(selection.has).length
  const matching = counts ? matchingOf(filter, counts) : 0
  const selectAll = () => run(async () => selection.select((await allMatching(filter)).filter(canBeSelected), true))
  return html`<div class="selection" role="group" aria-label="Selected keys">
    <label>
      <input type="checkbox" checked=${all} disabled=${selectable.length === 0}
        onChange=${() => selection.select(selectable, !all)} />
      All on this page
    </label>
    <span role="status">${plural(count, 'key')} selected${hidden > 0 && `, ${number(hidden)} not shown`}</span>
    ${matching > count && html`<button type="button" class="plain" disabled=${busy} onClick=${selectAll}>${busy ? 'Selecting…' : `Select all ${number(matching)} that match`}</button>`}
    <button type="button" class="rest ghost" onClick=${selection.clear}>Cancel</button>
    <button type="button" class="danger" onClick=${onRevoke}>Revoke selected…</button>
    ${error && html`<${Failure} error=${error} />`}
  </div>`
}

/** How many keys the filter matches that can be selected. @param {KeyFilter} filter @param {KeyCounts} counts */
function matchingOf({ status }, { active, retiring, expired, to_be_rotated }) {
  const numbers = {
    active,
    retiring,
    expired,
    to_be_rotated,
    revoked: 0,
    still_used: 0,
    all: active + retiring + expired,
  }
  return numbers[status]
}
