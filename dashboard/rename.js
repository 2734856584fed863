import { api } from './api.js'
import { Dialog } from './dialog.js'
import { Failure } from './failure.js'
import { useAction } from './load.js'
import { html } from './view.js'

/** @import { Key } from '../client/client.js' */

/** @param {{ subject: Key, onRenamed: (key: Key, words: string) => void, onClose: () => void }} props */
export function RenameKey({ subject, onRenamed, onClose }) {
  const { run, busy, error } = useAction()
  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  function submit(event) {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name'))
    run(async () => onRenamed(await api.renameKey(subject.id, { name }), `${subject.name} is now ${name}.`))
  }
  return html`<${Dialog} title="Rename this key" onClose=${onClose}>
    <form onSubmit=${submit}>
      <label>Name <input name="name" required maxlength="100" autocomplete="off" autofocus defaultValue=${subject.name} /></label>
      ${error && html`<${Failure} error=${error} />`}
      <footer>
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="primary" disabled=${busy}>${busy ? 'Renaming…' : error ? 'Try again' : 'Rename'}</button>
      </footer>
    </form>
  <//>`
}
