import { html, useState } from '../base/view.js'
import { Choice, Field } from '../parts/field.js'

const DAY_MS = 86_400_000
const DATE = 'date'
/** As it is now; for a rotation, as the old key has it. */
export const SAME = 'same'

/** @type {[value: string, words: string][]} */
const CHOICES = [
  ['never', 'Never'],
  ['7', 'In 7 days'],
  ['30', 'In 30 days'],
  ['90', 'In 90 days'],
  ['365', 'In 1 year'],
  [DATE, 'On a date'],
]

/**
 * When a key ends.
 * @param {{ label?: string, same?: string }} props what it is called if it stays the same, where it can
 */
export function ExpiryField({ label = 'Expires', same }) {
  const [value, setValue] = useState(same ? SAME : 'never')
  /** @type {[string, string][]} */
  const choices = same ? [[SAME, same], ...CHOICES] : CHOICES
  return html`
    <${Choice} label=${label} name="expires_at" value=${value} choices=${choices} onChoose=${setValue} />
    ${
      value === DATE &&
      html`<${Field} label="Last valid day" name="date">
        ${(/** @type {object} */ common) => html`<input type="date" ...${common} min=${dayOf(Date.now())} />`}
      <//>`
    }
  `
}

/**
 * What was chosen. A day that was chosen is the key's last: it works until that day ends here.
 * @param {FormData} fields
 * @returns {{ expires_at?: string | null }}
 */
export function expiryOf(fields) {
  const choice = String(fields.get('expires_at') ?? SAME)
  if (choice === SAME) return {}
  if (choice === 'never') return { expires_at: null }
  const end =
    choice === DATE ? new Date(`${fields.get('date')}T23:59:59`) : new Date(Date.now() + Number(choice) * DAY_MS)
  return { expires_at: end.toISOString() }
}

/**
 * @param {FormData} fields
 * @returns {Record<string, string>}
 */
export function expiryProblem(fields) {
  if (fields.get('expires_at') !== DATE) return {}
  const end = Date.parse(`${fields.get('date')}T23:59:59`)
  if (Number.isNaN(end)) return { date: 'Choose a date' }
  return end < Date.now() ? { date: 'Choose today or a later date' } : {}
}

/** @param {number} time */
const dayOf = time => new Date(time).toLocaleDateString('sv')
