import { createContext, html, useContext } from '../base/view.js'

/** The problems of a form, by field name. */
export const Problems = createContext(/** @type {Partial<Record<string, string>>} */ ({}))

/**
 * A control with its label and a hint, or a problem instead of the hint.
 * @param {object} props
 * @param {string} props.label
 * @param {string} props.name of the API's field
 * @param {string} [props.hint]
 * @param {(attributes: object) => unknown} props.children renders the control
 */
export function Field({ label, name, hint, children }) {
  const problem = useContext(Problems)[name]
  const id = `field-${name}`
  const described = problem || hint ? { 'aria-describedby': `${id}-hint` } : {}
  const attributes = { id, name, ...described, ...(problem && { 'aria-invalid': 'true' }) }
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${children(attributes)}
    ${(problem || hint) && html`<small id="${id}-hint" class=${problem ? 'problem' : ''}>${problem || hint}</small>`}
  </div>`
}

/**
 * A single-line text field.
 * @param {{ label: string, name: string, hint?: string, [attribute: string]: unknown }} props
 */
export const TextField = ({
  label,
  name,
  hint,
  ...attributes
}) => html`<${Field} label=${label} name=${name} hint=${hint}>
  ${(/** @type {object} */ common) => html`<input autocomplete="off" ...${common} ...${attributes} />`}
<//>`

/**
 * A multi-line text field.
 * @param {{ label: string, name: string, hint?: string, [attribute: string]: unknown }} props
 */
export const TextArea = ({
  label,
  name,
  hint,
  ...attributes
}) => html`<${Field} label=${label} name=${name} hint=${hint}>
  ${(/** @type {object} */ common) => html`<textarea autocomplete="off" dir="auto" ...${common} ...${attributes}></textarea>`}
<//>`

/**
 * A choice of one value. It listens to `input` like its form: on `change`, the form would already have rendered it with
 * its old value.
 * @param {object} props
 * @param {string} props.label
 * @param {string} props.name
 * @param {string} [props.hint]
 * @param {string} [props.value]
 * @param {[value: string, label: string][]} props.choices
 * @param {(value: string) => void} [props.onChoose]
 */
export const Choice = ({
  label,
  name,
  hint,
  value,
  choices,
  onChoose,
}) => html`<${Field} label=${label} name=${name} hint=${hint}>
  ${(/** @type {object} */ common) => html`<select ...${common} value=${value}
    onInput=${(/** @type {Event & { currentTarget: HTMLSelectElement }} */ event) => onChoose?.(event.currentTarget.value)}>
    ${choices.map(([one, words]) => html`<option key=${one} value=${one} selected=${one === value}>${words}</option>`)}
  </select>`}
<//>`
