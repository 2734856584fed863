import { Moment, Words } from './format.js'
import { Menu } from './menu.js'
import { scopeWords } from './scopes.js'
import { canBePicked } from './selection.js'
import { isStillUsed, Status } from './status.js'
import { html } from './view.js'

/** @import { Key, Session } from '../client/client.js' */
/** @import { Selection } from './selection.js' */
/** @typedef {'rename' | 'rotate' | 'cancel' | 'leak' | 'revoke'} Kind */
/** @typedef {(open: { kind: Kind, key: Key }) => void} Act */

/**
 * One key. The roles are explicit because a narrow page shows the table as cards.
 * @param {{ subject: Key, session: Session, act: Act, selection: Selection }} props
 */
export function KeyRow({ subject: key, session, act, selection }) {
  return html`<tr role="row" id="key-${key.id}" tabindex="-1" class=${`${key.status}${isStillUsed(key) ? ' still-used' : ''}`}>
    ${selection.on && html`<td role="cell" class="select"><${Pick} subject=${key} selection=${selection} /></td>`}
    <th role="rowheader" scope="row">
      <strong><${Words} text=${key.name} /></strong>
      <code>${key.prefix}…${key.last4}</code>
      ${key.scopes && html`<span class="quiet scopes">${scopeWords(key.scopes)}</span>`}
    </th>
    <td role="cell" data-label="Status"><${Status} subject=${key} session=${session} /></td>
    <td role="cell" data-label="Created"><${Moment} at=${key.created_at} as="day" /></td>
    <td role="cell" data-label="Last used"><${Moment} at=${key.last_used_at} /></td>
    <td role="cell" data-label="Expires"><${Moment} at=${key.expires_at} as="day" /></td>
    ${!selection.on && html`<td role="cell" class="act"><${Actions} subject=${key} act=${act} /></td>`}
  </tr>`
}

/** @param {{ subject: Key, selection: Selection }} props */
const Pick = ({ subject: key, selection }) =>
  canBePicked(key) &&
  html`<input type="checkbox" aria-label="Select ${key.name}" checked=${selection.has(key)}
    onChange=${() => selection.pick([key], !selection.has(key))} />`

/** @param {{ subject: Key, act: Act }} props */
function Actions({ subject: key, act }) {
  const history = html`<a id="history-${key.id}" href="#/history?key_id=${key.id}" aria-label="History of ${key.name}">History</a>`
  if (key.status === 'revoked') return html`<div class="actions">${history}</div>`
  return html`<div class="actions">
    <${Action} kind="revoke" subject=${key} act=${act} />
    <${Menu} id="more-${key.id}" label="More actions for ${key.name}">
      ${key.status === 'active' && html`<${Action} kind="rotate" subject=${key} act=${act} />`}
      ${key.status === 'retiring' && html`<${Action} kind="cancel" subject=${key} act=${act} />`}
      <${Action} kind="rename" subject=${key} act=${act} />
      <${Action} kind="leak" subject=${key} act=${act} />
      ${history}
    <//>
  </div>`
}

const TITLES = {
  rename: 'Rename',
  rotate: 'Rotate',
  cancel: 'Cancel rotation',
  leak: 'Report a leak',
  revoke: 'Revoke',
}
/** Each says what it is about, to those who only hear it. */
const LABELS = { ...TITLES, cancel: 'Cancel rotation of', leak: 'Report a leak of' }

/** @param {{ kind: Kind, subject: Key, act: Act }} props */
const Action = ({ kind, subject: key, act }) => html`
  <button type="button" class=${kind === 'revoke' ? 'danger' : ''} aria-label="${LABELS[kind]} ${key.name}"
    onClick=${() => act({ kind, key })}>${TITLES[kind]}</button>
`
