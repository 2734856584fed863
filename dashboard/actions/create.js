import { api } from '../base/api.js'
import { html, useState } from '../base/view.js'
import { TextArea, TextField } from '../parts/field.js'
import { FormDialog, textOf } from '../parts/form.js'
import { nameProblem, tooLong } from '../parts/problems.js'
import { defaultExpiry, ExpiryField, expiryOf, longestLife } from './expiry.js'
import { expiryProblem } from './expiry-problem.js'
import { ScopesField, scopesOf, scopesProblem } from './scopes.js'
import { Secret } from './secret.js'

/** @import { CreatedKey, Session } from '../../client/client.js' */

const UNSURE =
  'The key may have been created. If it appears in the list, revoke it, because its secret cannot be shown again.'

/** @param {{ session: Session, onCreated: () => void, onClose: () => void }} props */
export function CreateKey({ session, onCreated, onClose }) {
  const [created, setCreated] = useState(/** @type {CreatedKey | null} */ (null))
  if (created) return html`<${Secret} key="secret" subject=${created} onClose=${onClose} />`
  /** @param {FormData} fields */
  async function create(fields) {
    const name = String(fields.get('name'))
    const description = textOf(fields, 'description') || null
    const key = await api.createKey({ name, description, scopes: scopesOf(fields), ...expiryOf(fields) })
    setCreated(key)
    onCreated()
  }
  const labels = ['Create key', 'Creating…']
  const { longest_days: longestDays } = session.plan
  const check = (/** @type {FormData} */ fields) => ({
    ...tooLong(fields, ['name', 'description']),
    ...nameProblem(fields),
    ...scopesProblem(fields),
    ...expiryProblem(fields, longestDays),
  })
  return html`<${FormDialog} key="form" title="Create key" labels=${labels} unsure=${UNSURE} check=${check} act=${create} onClose=${onClose}>
    <${TextField} label="Name" name="name" hint="For example, the program that will use the key" autofocus placeholder="Nightly import" />
    <${TextArea} label="Description" name="description" rows="2" />
    <${ScopesField} scopes=${null} known=${session.scopes} />
    <${ExpiryField} longestDays=${longestDays} same=${longestDays && longestLife(longestDays)} initial=${defaultExpiry(longestDays)} />
  <//>`
}
