import { scopeWords } from '../actions/scopes.js'
import { Time, UserText } from '../base/format.js'
import { html, useEffect, useRef } from '../base/view.js'
import { Expires } from './expires.js'
import { KeyActions } from './key-actions.js'
import { canBeSelected } from './selection.js'
import { isStillUsed, Status } from './status.js'

/** @import { Key, Session } from '../../client/client.js' */
/** @import { Selection } from './selection.js' */
/** @import { Act } from './key-actions.js' */

/**
 * One key. Its roles are explicit because narrow pages show the table as cards, which drops the implicit ones.
 * @param {{ subject: Key, session: Session, act: Act, selection: Selection, focused: boolean }} props
 */
export function KeyRow({ subject: key, session, act, selection, focused }) {
  return html`<tr role="row" class=${`${key.status}${isStillUsed(key) ? ' still-used' : ''}`}>
    ${selection.on && html`<td role="cell" class="select"><${Select} subject=${key} selection=${selection} /></td>`}
    <th role="rowheader" scope="row"><div class="key-name">
      <${Name} subject=${key} focused=${focused} />
      <code>${key.prefix}…${key.last4}</code>
      ${key.scopes && html`<span class="quiet scopes">${scopeWords(key.scopes)}</span>`}
    </div></th>
    <td role="cell" data-label="Status"><${Status} subject=${key} session=${session} /></td>
    <td role="cell" data-label="Created"><${Time} at=${key.created_at} as="day" /></td>
    <td role="cell" data-label="Last used"><${Time} at=${key.last_used_at} /></td>
    <td role="cell" data-label="Expires"><${Expires} subject=${key} /></td>
    ${!selection.on && html`<td role="cell" class="act"><${KeyActions} subject=${key} act=${act} /></td>`}
  </tr>`
}

/**
 * The link to the key's page. It gets the focus after a revocation, which removes the button that had it.
 * @param {{ subject: Key, focused: boolean }} props
 */
function Name({ subject: key, focused }) {
  const link = useRef(/** @type {HTMLAnchorElement | null} */ (null))
  useEffect(() => void (focused && link.current?.focus()), [focused])
  return html`<strong><a ref=${link} href="#/keys/${key.id}"><${UserText} text=${key.name} /></a></strong>`
}

/** @param {{ subject: Key, selection: Selection }} props */
const Select = ({ subject: key, selection }) =>
  canBeSelected(key) &&
  html`<input type="checkbox" aria-label="Select ${key.name}" checked=${selection.has(key)}
    onChange=${() => selection.select([key], !selection.has(key))} />`
