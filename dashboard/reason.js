import { plural } from './format.js'
import { html, useEffect, useRef, useState } from './view.js'

const LONGEST_REASON = 500
/** @type {[value: string, words: string][]} */
const PRESETS = [
  ['compromised', 'Compromised'],
  ['rotation', 'Rotation'],
  ['departure', 'Departure'],
  ['no longer used', 'No longer used'],
  ['', 'Other'],
]

/** A reason in the making: a kind, and details in words. */
export function useReason() {
  const [preset, setPreset] = useState('')
  const [details, setDetails] = useState('')
  return { preset, setPreset, details, setDetails, text: [preset, details.trim()].filter(Boolean).join(': ') }
}

/** @param {{ reason: ReturnType<typeof useReason> }} props */
export function ReasonFields({ reason: { preset, setPreset, details, setDetails, text } }) {
  const left = LONGEST_REASON - [...text].length
  const problem = left < 0 ? `${plural(-left, 'character')} too many` : ''
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null))
  useEffect(() => field.current?.setCustomValidity(problem), [problem])
  return html`
    <fieldset class="presets">
      <legend>Reason</legend>
      ${PRESETS.map(
        ([value, words]) => html`<label key=${words}>
          <input type="radio" name="preset" value=${value} checked=${preset === value} onChange=${() => setPreset(value)} />
          <span>${words}</span>
        </label>`,
      )}
    </fieldset>
    <label>Details
      <textarea ref=${field} rows="2" dir="auto" value=${details} aria-describedby="reason-left" aria-invalid=${problem !== ''}
        onInput=${(/** @type {Event & { currentTarget: HTMLTextAreaElement }} */ event) => setDetails(event.currentTarget.value)}></textarea>
    </label>
    <small id="reason-left" class=${problem && 'over'}>
      ${problem || `Shown with the key and in its history. ${plural(left, 'character')} left.`}
    </small>
  `
}

/** A reason in one line, for what needs no more. */
export const ReasonField = () => html`<label>Reason
    <input name="reason" maxlength=${LONGEST_REASON} autocomplete="off" placeholder="Optional" />
  </label>`

/** The deliberate yes. @param {{ words: string }} props */
export const Consent = ({ words }) => html`<label class="consent">
  <input type="checkbox" required />
  <span>${words} <strong>This cannot be undone.</strong></span>
</label>`
