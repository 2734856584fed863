import { html } from '../base/view.js'
import { Menu } from '../parts/menu.js'
import { Toolbar } from '../parts/toolbar.js'

/** @import { Key } from '../../client/client.js' */
/** @import { Kind } from '../actions/key-dialog.js' */
/** @typedef {(open: { kind: Kind, key: Key }) => void} Act */

/** An ellipsis announces a question before anything happens. @type {Record<Kind, string>} */
const TITLES = {
  edit: 'Edit…',
  rotate: 'Rotate',
  cancel: 'Cancel rotation…',
  pause: 'Pause…',
  resume: 'Resume…',
  leak: 'Report a leak…',
  revoke: 'Revoke…',
}
/** Accessible names, which end with the name of the key. @type {Record<Kind, string>} */
const LABELS = {
  edit: 'Edit',
  rotate: 'Rotate',
  cancel: 'Cancel rotation of',
  pause: 'Pause',
  resume: 'Resume',
  leak: 'Report a leak of',
  revoke: 'Revoke',
}

/** The first action has a button of its own. @type {Record<Key['status'], Kind[]>} */
const POSSIBLE = {
  active: ['rotate', 'edit', 'pause', 'leak', 'revoke'],
  retiring: ['cancel', 'edit', 'pause', 'leak', 'revoke'],
  expired: ['edit', 'leak', 'revoke'],
  revoked: [],
}

/** A paused key cannot be rotated. @type {Kind[]} */
const WHILE_PAUSED = ['edit', 'resume', 'leak', 'revoke']

/** @param {Key} key */
function possible({ status, paused_at: paused }) {
  return paused && POSSIBLE[status].includes('pause') ? WHILE_PAUSED : POSSIBLE[status]
}

/**
 * The actions on a key: the safe one at hand, and the one that cannot be undone at the end of the menu.
 * @param {{ subject: Key, act: Act, inRow?: boolean }} props inRow: the row moves the focus between its controls
 */
export function KeyActions({ subject: key, act, inRow = false }) {
  const kinds = possible(key)
  if (kinds.length === 0) return null
  const rotates = kinds.includes('rotate')
  const buttons = html`
    ${rotates && html`<${Action} kind="rotate" subject=${key} act=${act} class=${inRow ? 'ghost' : ''} />`}
    <${Menu} id="more-${key.id}" label="More actions for ${key.name}">
      ${kinds.map(
        kind =>
          (kind !== 'rotate' || inRow) &&
          html`<${Action} key=${kind} kind=${kind} subject=${key} act=${act} class=${kind === 'revoke' ? 'danger' : kind === 'rotate' ? 'narrow-only' : ''} />`,
      )}
    <//>`
  if (inRow) return html`<div class="actions">${buttons}</div>`
  return html`<${Toolbar} class="actions" label="Actions for ${key.name}">${buttons}<//>`
}

/** @param {{ kind: Kind, subject: Key, act: Act, class: string }} props */
const Action = ({ kind, subject: key, act, class: name }) => html`
  <button type="button" class=${name} aria-label="${LABELS[kind]} ${key.name}" onClick=${() => act({ kind, key })}>${TITLES[kind]}</button>
`
