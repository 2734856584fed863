import { useAction } from '../base/load.js'
import { html, useEffect, useLayoutEffect, useRef, useState } from '../base/view.js'
import { Dialog } from './dialog.js'
import { Failure } from './failure.js'
import { Problems } from './field.js'
import { Leaving } from './leaving.js'
import { rejectedFields } from './problems.js'

/**
 * A dialog with a form. It submits one request at a time and keeps the fields if the request fails.
 * @param {object} props
 * @param {string} props.title
 * @param {[action: string, doing: string]} props.labels of the submit button, normally and during the request
 * @param {string} [props.cancel]
 * @param {boolean} [props.danger] whether the action is irreversible; the focus then starts on *Cancel*
 * @param {string} [props.unsure] shown if no response arrived, so that the outcome is unknown
 * @param {(fields: FormData) => Record<string, string>} [props.check] returns problems by field
 * @param {(fields: FormData) => Promise<unknown>} props.act
 * @param {() => void} props.onClose
 * @param {unknown} [props.children]
 */
export function FormDialog({ title, labels, cancel = 'Cancel', danger, unsure, check, act, onClose, children }) {
  const [action, doing] = labels
  const { run, busy, error } = useAction()
  const { form, problems, validate, clearProblem } = useProblems(error, check)
  const [changed, setChanged] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const place = useRef(/** @type {Element | null} */ (null))
  function leave() {
    if (!changed) return onClose()
    if (!leaving) place.current = document.activeElement
    setLeaving(true)
  }
  function stay() {
    setLeaving(false)
    if (place.current instanceof HTMLElement) place.current.focus()
  }
  /** @param {Event} event */
  function edited(event) {
    setChanged(true)
    clearProblem(event)
  }
  /** @param {SubmitEvent & { currentTarget: HTMLFormElement }} event */
  function submit(event) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    if (validate(fields) && !busy) run(() => act(fields))
  }
  const isAtFields = error?.code === 'validation_error' && Object.keys(rejectedFields(error.details)).length > 0
  return html`<${Dialog} title=${title} onClose=${leave}>
    <form ref=${form} noValidate onSubmit=${submit} onInput=${edited}>
      <${Problems.Provider} value=${problems}>${children}<//>
      ${unsure && error?.status === 0 && html`<p>${unsure}</p>`}
      ${error && !isAtFields && html`<${Failure} error=${error} retry=${() => form.current?.requestSubmit()} busy=${busy} />`}
      <p class="unseen" role="status">${busy ? doing : ''}</p>
      ${
        leaving
          ? html`<${Leaving} onLeave=${onClose} onStay=${stay} />`
          : html`<footer>
        <button type="button" autofocus=${danger} onClick=${onClose}>${cancel}</button>
        <button type="submit" class=${danger ? 'danger solid' : 'primary'} disabled=${busy}>${busy ? doing : action}</button>
      </footer>`
      }
    </form>
  <//>`
}

/**
 * The problems of a form, found before it is sent or by the service. The first field with a problem gets the focus; a
 * problem disappears when its field is edited.
 * @param {import('../../client/api-error.js').ApiError | null} error
 * @param {(fields: FormData) => Record<string, string>} [check]
 */
function useProblems(error, check) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  const [{ problems, round }, set] = useState({ problems: /** @type {Record<string, string>} */ ({}), round: 0 })
  /** @param {Record<string, string>} problems */
  const show = problems => set(({ round }) => ({ problems, round: round + 1 }))
  useLayoutEffect(() => {
    if (error?.code === 'validation_error') show(rejectedFields(error.details))
  }, [error])
  // An effect, because the fields render their problems after this component.
  useEffect(() => {
    const first = form.current?.querySelector('[aria-invalid=true]')
    if (first instanceof HTMLElement) first.focus()
  }, [round])
  /** @param {FormData} fields @returns {boolean} whether the form can be sent */
  function validate(fields) {
    const found = { ...check?.(fields), ...missingConsent(form.current) }
    show(found)
    return Object.keys(found).length === 0
  }
  /** @param {Event} event */
  function clearProblem({ target }) {
    const { name } = /** @type {HTMLInputElement} */ (target)
    if (name in problems) set(({ problems: { [name]: _solved, ...problems }, round }) => ({ problems, round }))
  }
  return { form, problems, validate, clearProblem }
}

/**
 * @param {HTMLFormElement | null} form
 * @returns {Record<string, string>}
 */
function missingConsent(form) {
  const consent = form?.elements.namedItem('consent')
  return consent instanceof HTMLInputElement && !consent.checked ? { consent: 'Tick the box to confirm' } : {}
}

/** The trimmed text of a field. @param {FormData} fields @param {string} name */
export const textOf = (fields, name) => String(fields.get(name) ?? '').trim()
