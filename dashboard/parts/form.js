import { useAction } from '../base/load.js'
import { html, useEffect, useLayoutEffect, useRef, useState } from '../base/view.js'
import { Dialog } from './dialog.js'
import { Failure } from './failure.js'
import { Problems } from './field.js'
import { refusedFields } from './limits.js'

/**
 * A dialog in which something is filled in and then done, once at a time. What was filled in survives a failure.
 * @param {object} props
 * @param {string} props.title
 * @param {[action: string, doing: string]} props.words of the button, at rest and while it works
 * @param {string} [props.cancel]
 * @param {boolean} [props.danger] whether it cannot be undone: then the focus begins at what changes nothing
 * @param {string} [props.unsure] what to look for when no answer came
 * @param {(fields: FormData) => Record<string, string>} [props.check] what is wrong, by field
 * @param {(fields: FormData) => Promise<unknown>} props.act
 * @param {() => void} props.onClose
 * @param {unknown} [props.children]
 */
export function FormDialog({ title, words, cancel = 'Cancel', danger, unsure, check, act, onClose, children }) {
  const [action, doing] = words
  const { run, busy, error } = useAction()
  const { form, problems, judge, correct } = useProblems(error, check)
  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  function submit(event) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    if (judge(fields) && !busy) run(() => act(fields))
  }
  const isAtFields = error?.code === 'validation_error' && Object.keys(refusedFields(error.details)).length > 0
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <form ref=${form} noValidate onSubmit=${submit} onInput=${correct}>
      <${Problems.Provider} value=${problems}>${children}<//>
      ${unsure && error?.status === 0 && html`<p>${unsure}</p>`}
      ${error && !isAtFields && html`<${Failure} error=${error} retry=${() => form.current?.requestSubmit()} busy=${busy} />`}
      <p class="unseen" role="status">${busy ? doing : ''}</p>
      <footer>
        <button type="button" autofocus=${danger} onClick=${onClose}>${cancel}</button>
        <button type="submit" class=${danger ? 'danger solid' : 'primary'} disabled=${busy}>${busy ? doing : action}</button>
      </footer>
    </form>
  <//>`
}

/**
 * What is wrong with a form: found before it is sent, or by the service. The first such field has the focus, and each is
 * free of it once it is being corrected.
 * @param {import('../../client/api-error.js').ApiError | null} error
 * @param {(fields: FormData) => Record<string, string>} [check]
 */
function useProblems(error, check) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  const [{ problems, round }, set] = useState({ problems: /** @type {Record<string, string>} */ ({}), round: 0 })
  /** @param {Record<string, string>} problems */
  const show = problems => set(({ round }) => ({ problems, round: round + 1 }))
  useLayoutEffect(() => {
    if (error?.code === 'validation_error') show(refusedFields(error.details))
  }, [error])
  // After the fields have been told, which is later than this component's own rendering.
  useEffect(() => {
    const wrong = form.current?.querySelector('[aria-invalid=true]')
    if (wrong instanceof HTMLElement) wrong.focus()
  }, [round])
  /** @param {FormData} fields @returns {boolean} whether it may be sent */
  function judge(fields) {
    const found = { ...check?.(fields), ...missingConsent(form.current) }
    show(found)
    return Object.keys(found).length === 0
  }
  /** @param {Event} event */
  function correct({ target }) {
    const { name } = /** @type {HTMLInputElement} */ (target)
    if (name in problems) set(({ problems: { [name]: _solved, ...problems }, round }) => ({ problems, round }))
  }
  return { form, problems, judge, correct }
}

/**
 * @param {HTMLFormElement | null} form
 * @returns {Record<string, string>}
 */
function missingConsent(form) {
  const consent = form?.elements.namedItem('consent')
  return consent instanceof HTMLInputElement && !consent.checked ? { consent: 'Confirm this first' } : {}
}

/**
 * The text of a field, without blanks around it.
 * @param {FormData} fields
 * @param {string} name
 */
export const textOf = (fields, name) => String(fields.get(name) ?? '').trim()
