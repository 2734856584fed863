import { plural } from '../base/format.js'
import { html, useState } from '../base/view.js'
import { Field, TextField } from '../parts/field.js'
import { excessOf } from '../parts/problems.js'

/** @type {[value: string, label: string][]} */
const PRESETS = [
  ['compromised', 'Compromised'],
  ['rotation', 'Rotation'],
  ['departure', 'Departure'],
  ['no longer used', 'No longer used'],
  ['', 'Other'],
]

/** The state of a reason: a preset, null until one is chosen, and free text. */
export function useReason() {
  const [preset, setPreset] = useState(/** @type {string | null} */ (null))
  const [details, setDetails] = useState('')
  const text = [preset, details.trim()].filter(Boolean).join(': ')
  const excess = excessOf('reason', text)
  const check = () => (excess > 0 ? { reason: `Too long by ${plural(excess, 'character')}` } : {})
  return { preset, setPreset, details, setDetails, text, excess, check }
}

/** @param {{ reason: ReturnType<typeof useReason> }} props */
export function ReasonFields({ reason: { preset, setPreset, details, setDetails, excess } }) {
  const hint =
    excess > 0 ? `Too long by ${plural(excess, 'character')}` : 'Stored permanently with the key and in its history'
  return html`
    <fieldset class="presets">
      <legend>Reason (optional)</legend>
      ${PRESETS.map(
        ([value, label]) => html`<label key=${label}>
          <input type="radio" name="preset" value=${value} checked=${preset === value} onChange=${() => setPreset(value)} />
          <span>${label}</span>
        </label>`,
      )}
    </fieldset>
    <${Field} label="Details" name="reason" hint=${hint}>
      ${(/** @type {object} */ common) => html`<textarea ...${common} rows="2" dir="auto" value=${details}
        onInput=${(/** @type {Event & { currentTarget: HTMLTextAreaElement }} */ event) => setDetails(event.currentTarget.value)}></textarea>`}
    <//>
  `
}

/** A reason in one line, without presets. */
export const ReasonField = () => html`<${TextField} label="Reason (optional)" name="reason" />`

/** The checkbox that confirms an irreversible action. @param {{ warning: string }} props */
export const Consent = ({
  warning,
}) => html`<${Field} name="consent" label=${html`${warning} <strong>This cannot be undone.</strong>`}>
  ${(/** @type {object} */ common) => html`<input type="checkbox" ...${common} />`}
<//>`
