import { api } from '../base/api.js'
import { dayOf } from '../base/format.js'
import { html } from '../base/view.js'
import { TextArea, TextField } from '../parts/field.js'
import { FormDialog, textOf } from '../parts/form.js'
import { nameProblem, tooLong } from '../parts/problems.js'
import { ExpiryField, expiryOf } from './expiry.js'
import { expiryProblem } from './expiry-problem.js'
import { ScopesField, scopesOf, scopesProblem } from './scopes.js'

/** @import { Key, Session } from '../../client/client.js' */

/**
 * The dialog that changes a key's name, description, scopes and expiry.
 * @param {{ subject: Key, session: Session, onEdited: (key: Key, notice: string) => void, onClose: () => void }} props
 */
export function EditKey({ subject, session, onEdited, onClose }) {
  /** @param {FormData} fields */
  async function edit(fields) {
    const changes = changesOf(subject, fields)
    if (Object.keys(changes).length === 0) return onClose()
    onEdited(await api.updateKey(subject.id, changes), `Saved ${changes.name ?? subject.name}.`)
  }
  const { longest_days: longestDays } = session.plan
  const check = (/** @type {FormData} */ fields) => ({
    ...tooLong(fields, ['name', 'description']),
    ...nameProblem(fields),
    ...scopesProblem(fields),
    ...expiryProblem(fields, longestDays),
  })
  return html`<${FormDialog} title="Edit key" labels=${['Save changes', 'Saving…']} check=${check} act=${edit} onClose=${onClose}>
    <${TextField} label="Name" name="name" autofocus defaultValue=${subject.name} />
    <${TextArea} label="Description" name="description" rows="2" defaultValue=${subject.description ?? ''} />
    <${ScopesField} scopes=${subject.scopes} known=${session.scopes} />
    ${
      // The expiry of a retiring key follows from its rotation, and an expired key cannot be extended.
      subject.status === 'active' && html`<${ExpiryField} longestDays=${longestDays} same=${currentExpiry(subject)} />`
    }
  <//>`
}

/** @param {Key} key */
const currentExpiry = key => `No change (${key.expires_at === null ? 'never expires' : dayOf(key.expires_at)})`

/**
 * Only the fields that differ, so that the history does not record changes without effect.
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

/** Normalized like the value of a textarea. @param {string | null} text */
const linesOf = text => text?.replace(/\r\n?/g, '\n').trim() || null
