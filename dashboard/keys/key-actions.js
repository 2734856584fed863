import { html } from '../base/view.js'
import { Menu } from '../parts/menu.js'
import { Toolbar } from '../parts/toolbar.js'

/** @import { Key } from '../../client/client.js' */
/** @import { Kind } from '../actions/key-dialog.js' */
/** @typedef {(open: { kind: Kind, key: Key }) => void} Act */

/** @type {Record<Kind, string>} */
const TITLES = {
  edit: 'Edit',
  rotate: 'Rotate',
  cancel: 'Cancel rotation',
  leak: 'Report a leak',
  revoke: 'Revoke',
}
/** Accessible names, which end with the name of the key. */
const LABELS = { ...TITLES, cancel: 'Cancel rotation of', leak: 'Report a leak of' }

/** @type {Record<Key['status'], Kind[]>} */
const POSSIBLE = {
  active: ['rotate', 'edit', 'leak'],
  retiring: ['cancel', 'edit', 'leak'],
  expired: ['edit', 'leak'],
  revoked: [],
}

/** @param {{ subject: Key, act: Act }} props */
export function KeyActions({ subject: key, act }) {
  if (key.status === 'revoked') return null
  return html`<${Toolbar} class="actions" label="Actions for ${key.name}">
    <${Action} kind="revoke" subject=${key} act=${act} />
    <${Menu} id="more-${key.id}" label="More actions for ${key.name}">
      ${POSSIBLE[key.status].map(kind => html`<${Action} key=${kind} kind=${kind} subject=${key} act=${act} />`)}
    <//>
  <//>`
}

/** @param {{ kind: Kind, subject: Key, act: Act }} props */
const Action = ({ kind, subject: key, act }) => html`
  <button type="button" class=${kind === 'revoke' ? 'danger' : ''} aria-label="${LABELS[kind]} ${key.name}"
    onClick=${() => act({ kind, key })}>${TITLES[kind]}</button>
`
