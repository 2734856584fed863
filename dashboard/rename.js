import { api } from './api.js'
import { FormDialog } from './form.js'
import { html } from './view.js'

/** @import { Key } from '../client/client.js' */

/** @param {{ subject: Key, onRenamed: (key: Key, words: string) => void, onClose: () => void }} props */
export function RenameKey({ subject, onRenamed, onClose }) {
  /** @param {FormData} fields */
  async function rename(fields) {
    const name = String(fields.get('name'))
    onRenamed(await api.updateKey(subject.id, { name }), `Renamed ${subject.name} to ${name}.`)
  }
  return html`<${FormDialog} title="Rename key" words=${['Rename', 'Renaming…']} act=${rename} onClose=${onClose}>
    <label>Name <input name="name" required maxlength="200" autocomplete="off" autofocus defaultValue=${subject.name} /></label>
  <//>`
}
