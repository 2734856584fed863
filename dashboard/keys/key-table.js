import { html } from '../base/view.js'
import { KeyRow } from './key-row.js'

/** @import { Key, Session } from '../../client/client.js' */
/** @import { Open } from '../actions/key-dialog.js' */
/** @import { Selection } from './selection.js' */

/** Titles, and the classes that set the widths. */
const COLUMNS = [
  ['Key', 'name'],
  ['Status', 'status'],
  ['Created', 'created day'],
  ['Last used', 'moment'],
  ['Expires', 'day'],
]

/**
 * @param {object} props
 * @param {Key[]} props.keys
 * @param {Session} props.session
 * @param {(open: Open) => void} props.act
 * @param {Selection} props.selection
 * @param {string | undefined} props.focused the id of the key that has the focus
 * @param {boolean} props.outdated
 */
export const KeyTable = ({ keys, session, act, selection, focused, outdated }) => html`
  <div class="scroll" aria-busy=${outdated}><table class="keys" role="table" aria-label="Keys">
    <thead role="rowgroup">
      <tr role="row">
        ${selection.on && html`<th role="columnheader" scope="col" class="select"><span class="unseen">Selected</span></th>`}
        ${COLUMNS.map(([title, name]) => html`<th key=${title} role="columnheader" scope="col" class=${name}>${title}</th>`)}
        ${!selection.on && html`<th role="columnheader" scope="col" class="act"><span class="unseen">Actions</span></th>`}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${keys.map(
        key => html`<${KeyRow} key=${key.id} subject=${key} session=${session} act=${act} selection=${selection}
          focused=${key.id === focused} />`,
      )}
    </tbody>
  </table></div>
`
