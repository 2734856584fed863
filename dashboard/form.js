import { Dialog } from './dialog.js'
import { Failure } from './failure.js'
import { useAction } from './load.js'
import { html, useRef } from './view.js'

/**
 * A dialog in which something is filled in and then done, once at a time. What was filled in survives a failure.
 * @param {object} props
 * @param {string} props.title
 * @param {[action: string, doing: string]} props.words of the button, at rest and while it works
 * @param {string} [props.cancel]
 * @param {boolean} [props.danger] whether it cannot be undone
 * @param {string} [props.unsure] what to look for when no answer came
 * @param {(fields: FormData) => Promise<unknown>} props.act
 * @param {() => void} props.onClose
 * @param {unknown} [props.children]
 */
export function FormDialog({
  title,
  words: [action, doing],
  cancel = 'Cancel',
  danger,
  unsure,
  act,
  onClose,
  children,
}) {
  const { run, busy, error } = useAction()
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  const again = () => form.current?.requestSubmit()
  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  function submit(event) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    if (!busy) run(() => act(fields))
  }
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <form ref=${form} onSubmit=${submit}>
      ${children}
      ${unsure && error?.status === 0 && html`<p>${unsure}</p>`}
      ${error && html`<${Failure} error=${error} retry=${again} busy=${busy} />`}
      <p class="unseen" role="status">${busy ? doing : ''}</p>
      <footer>
        <button type="button" onClick=${onClose}>${cancel}</button>
        <button type="submit" class=${danger ? 'danger solid' : 'primary'} disabled=${busy}>${busy ? doing : action}</button>
      </footer>
    </form>
  <//>`
}

/**
 * The text of a field, without blanks around it.
 * @param {FormData} fields
 * @param {string} name
 */
export const textOf = (fields, name) => String(fields.get(name) ?? '').trim()
