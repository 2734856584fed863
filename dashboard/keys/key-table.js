import { html } from '../base/view.js'
import { show } from './key-filter.js'
import { KeyRow } from './key-row.js'

/** @import { Key } from '../../client/client.js' */
/** @import { Open } from '../actions/key-dialog.js' */
/** @import { KeyFilter, Sort } from './key-filter.js' */
/** @import { Selection } from './selection.js' */
/** @import { Days } from './spark.js' */

/** The orders that a column's header steps through, with the arrow of each. @type {Record<string, [Sort, string][]>} */
const ORDERS = {
  'Last used': [
    ['-last_used_at', '↓'],
    ['last_used_at', '↑'],
  ],
  Expires: [['expires_at', '↑']],
}

/**
 * @param {object} props
 * @param {Key[]} props.keys
 * @param {KeyFilter} props.filter
 * @param {(open: Open) => void} props.act
 * @param {Selection} props.selection
 * @param {string | undefined} props.focused the id of the key that has the focus
 * @param {boolean} props.outdated
 * @param {{ days: Map<string, Days>, most: number }} props.use
 */
export function KeyTable({ keys, filter, act, selection, focused, outdated, use: { days, most } }) {
  const mixed = filter.status === 'all' || filter.status === 'still_used'
  return html`<div class="scroll" aria-busy=${outdated}><table class="keys ${mixed ? 'mixed' : ''}" role="table" aria-label="Keys">
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">Name</th>
        ${mixed && html`<th role="columnheader" scope="col" class="status-title">Status</th>`}
        <th role="columnheader" scope="col">Key</th>
        <th role="columnheader" scope="col" class="spark-title">Last 30 days</th>
        ${Object.keys(ORDERS).map(title => html`<${Sortable} key=${title} title=${title} filter=${filter} />`)}
        <th role="columnheader" scope="col"><span class="unseen">Actions</span></th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${keys.map(
        key => html`<${KeyRow} key=${key.id} subject=${key} act=${act} selection=${selection} focused=${key.id === focused}
          mixed=${mixed} days=${days.get(key.id)} most=${most} />`,
      )}
    </tbody>
  </table></div>`
}

/** A header that sorts. After the last order of its column, the newest keys come first again. @param {{ title: string, filter: KeyFilter }} props */
function Sortable({ title, filter }) {
  const orders = ORDERS[title] ?? []
  const at = orders.findIndex(([sort]) => sort === filter.sort)
  const sorted = { '↓': 'descending', '↑': 'ascending', '': 'none' }[orders[at]?.[1] ?? '']
  const next = orders[at + 1]?.[0] ?? '-created_at'
  return html`<th role="columnheader" scope="col" aria-sort=${sorted}>
    <button type="button" onClick=${() => show({ ...filter, sort: next })}>${title}${at >= 0 && ` ${orders[at]?.[1]}`}</button>
  </th>`
}
