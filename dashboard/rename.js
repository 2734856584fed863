import { api } from './api.js'
import { Dialog } from './dialog.js'
import { Failure } from './failure.js'
import { useAction } from './load.js'
import { html, useRef } from './view.js'

/** @import { Key } from '../client/client.js' */

/** @param {{ subject: Key, onRenamed: (key: Key, words: string) => void, onClose: () => void }} props */
export function RenameKey({ subject, onRenamed, onClose }) {
  const { run, busy, error } = useAction()
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  const again = () => form.current?.requestSubmit()
  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  function submit(event) {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name'))
    run(async () => onRenamed(await api.updateKey(subject.id, { name }), `Renamed ${subject.name} to ${name}.`))
  }
  return html`<${Dialog} title="Rename key" onClose=${onClose}>
    <form ref=${form} onSubmit=${submit}>
      <label>Name <input name="name" required maxlength="200" autocomplete="off" autofocus defaultValue=${subject.name} /></label>
      ${error && html`<${Failure} error=${error} retry=${again} busy=${busy} />`}
      <footer>
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="primary" disabled=${busy}>${busy ? 'Renaming…' : 'Rename'}</button>
      </footer>
    </form>
  <//>`
}
