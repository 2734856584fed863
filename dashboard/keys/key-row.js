import { Time, UserText } from '../base/format.js'
import { html, useEffect, useRef } from '../base/view.js'
import { Copy } from '../parts/copy.js'
import { about, tone } from './about.js'
import { Expires } from './expires.js'
import { KeyActions } from './key-actions.js'
import { STATUS_NAMES } from './key-filter.js'
import { useRowTools } from './row-tools.js'
import { canBeSelected } from './selection.js'
import { Sparkline } from './sparkline.js'

/** @import { Key } from '../../client/client.js' */
/** @import { Selection } from './selection.js' */
/** @import { Act } from './key-actions.js' */
/** @import { Days } from './spark.js' */

/**
 * One key. Its roles are explicit because the row is a grid, which drops the implicit ones.
 * @param {object} props
 * @param {Key} props.subject
 * @param {Act} props.act
 * @param {Selection} props.selection
 * @param {boolean} props.focused
 * @param {boolean} props.mixed whether the list has keys of several statuses
 * @param {Days | undefined} props.days
 * @param {number} props.most the most requests on one day of any key
 */
export function KeyRow({ subject: key, act, selection, focused, mixed, days, most }) {
  const tools = useRowTools()
  return html`<tr role="row" class=${key.status} ...${tools}>
    <th role="rowheader" scope="row">
      <span class="dot ${tone(key)}"></span>
      ${canBeSelected(key) && html`<${Select} subject=${key} selection=${selection} />`}
      <div class="key-name">
        <${Name} subject=${key} focused=${focused} />
        <${About} subject=${key} />
      </div>
    </th>
    ${mixed && html`<td role="cell" data-label="Status">${STATUS_NAMES[key.status]}</td>`}
    <td role="cell" data-label="Key"><${Copy} text=${key.prefix} shown="${key.prefix}…${key.last4 ?? ''}" label="the prefix of ${key.name}" /></td>
    <td role="cell" data-label="Last 30 days"><${Sparkline} days=${days} most=${most} /></td>
    <td role="cell" data-label="Last used"><${Time} at=${key.last_used_at} as="brief" /></td>
    <td role="cell" data-label="Expires"><${Expires} subject=${key} /></td>
    <td role="cell" class="act"><${KeyActions} subject=${key} act=${act} inRow=${true} /></td>
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

/** @param {{ subject: Key }} props */
const About = ({ subject }) =>
  html`<span class="about">${about(subject).map(
    ({ text, warns, byPerson }, at) =>
      html`${at > 0 && ' · '}<span key=${at} class=${warns ? 'warn' : ''}>${
        byPerson ? html`<${UserText} text=${text} />` : text
      }</span>`,
  )}</span>`

/** @param {{ subject: Key, selection: Selection }} props */
const Select = ({ subject: key, selection }) => html`<label class="select">
  <input type="checkbox" aria-label="Select ${key.name}" checked=${selection.has(key)}
    onChange=${() => selection.select([key], !selection.has(key))} />
</label>`
