import { api } from '../base/api.js'
import { dayOf } from '../base/format.js'
import { html } from '../base/view.js'
import { TextArea, TextField } from '../parts/field.js'
import { FormDialog, textOf } from '../parts/form.js'
import { nameProblem, tooLong } from '../parts/limits.js'
import { ExpiryField, expiryOf, expiryProblem } from './expiry.js'
import { ScopesField, scopesOf, scopesProblem } from './scopes.js'

/** @import { Key, Session } from '../../client/client.js' */

/**
 * Changes what is said of a key, what it may do and when it ends.
 * @param {{ subject: Key, session: Session, onEdited: (key: Key, words: string) => void, onClose: () => void }} props
 */
export function EditKey({ subject, session, onEdited, onClose }) {
  /** @param {FormData} fields */
  async function edit(fields) {
    const changes = changesOf(subject, fields)
    if (Object.keys(changes).length === 0) return onClose()
    onEdited(await api.updateKey(subject.id, changes), `Saved ${changes.name ?? subject.name}.`)
  }
  return html`<${FormDialog} title="Edit key" words=${['Save changes', 'Saving…']} check=${check} act=${edit} onClose=${onClose}>
    <${TextField} label="Name" name="name" autofocus defaultValue=${subject.name} />
    <${TextArea} label="Description" name="description" rows="2" defaultValue=${subject.description ?? ''} />
    <${ScopesField} scopes=${subject.scopes} known=${session.scopes} />
    ${subject.status === 'active' && html`<${ExpiryField} same=${endOf(subject)} />`}
  <//>`
}

/** The end of a retiring key is its rotation's business, and that of an expired one is past. @param {Key} key */
const endOf = key => `No change (${key.expires_at === null ? 'never expires' : dayOf(key.expires_at)})`

/** @param {FormData} fields */
const check = fields => ({
  ...tooLong(fields, ['name', 'description']),
  ...nameProblem(fields),
  ...scopesProblem(fields),
  ...expiryProblem(fields),
})

/**
 * What is new: a change that changes nothing belongs in no history.
 * @param {Key} key @param {FormData} fields
 */
function changesOf(key, fields) {
  const name = String(fields.get('name'))
  const description = textOf(fields, 'description') || null
  const scopes = scopesOf(fields)
  const same = (/** @type {string[] | null} */ scopes) => JSON.stringify(scopes?.toSorted() ?? null)
  return {
    ...(name !== key.name && { name }),
    ...(description !== linesOf(key.description) && { description }),
    ...(same(scopes) !== same(key.scopes) && { scopes }),
    ...expiryOf(fields),
  }
}

/** As a text field gives it back. @param {string | null} text */
const linesOf = text => text?.replace(/\r\n?/g, '\n').trim() || null
