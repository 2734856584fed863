import { html, useState } from '../base/view.js'
import { Choice, Field } from '../parts/field.js'

const DAY_MS = 86_400_000
const DATE = 'date'
/** Keep the key's expiry; in a rotation, give the successor the old key's lifetime. */
export const SAME = 'same'

/** @type {[value: string, label: string][]} */
const CHOICES = [
  ['never', 'Never'],
  ['7', 'In 7 days'],
  ['30', 'In 30 days'],
  ['90', 'In 90 days'],
  ['365', 'In 1 year'],
  [DATE, 'On a specific date'],
]

/**
 * @param {{ label?: string, same?: string }} props same: the text of the choice that keeps the expiry; offered if given
 */
export function ExpiryField({ label = 'Expires', same }) {
  const [value, setValue] = useState(same ? SAME : 'never')
  /** @type {[string, string][]} */
  const choices = same ? [[SAME, same], ...CHOICES] : CHOICES
  return html`
    <${Choice} label=${label} name="expires_at" value=${value} choices=${choices} onChoose=${setValue} />
    ${
      value === DATE &&
      html`<${Field} label="Valid through" name="date">
        ${(/** @type {object} */ common) => html`<input type="date" ...${common} min=${dayOf(Date.now())} />`}
      <//>`
    }
  `
}

/**
 * The chosen expiry. A key that expires on a date works until the end of that day in the reader's time zone.
 * @param {FormData} fields
 * @returns {{ expires_at?: string | null }}
 */
export function expiryOf(fields) {
  const choice = String(fields.get('expires_at') ?? SAME)
  if (choice === SAME) return {}
  if (choice === 'never') return { expires_at: null }
  const expiry =
    choice === DATE ? new Date(`${fields.get('date')}T23:59:59`) : new Date(Date.now() + Number(choice) * DAY_MS)
  return { expires_at: expiry.toISOString() }
}

/**
 * @param {FormData} fields
 * @returns {Record<string, string>}
 */
export function expiryProblem(fields) {
  if (fields.get('expires_at') !== DATE) return {}
  const expiry = Date.parse(`${fields.get('date')}T23:59:59`)
  if (Number.isNaN(expiry)) return { date: 'Choose a date' }
  return expiry < Date.now() ? { date: 'Choose today or a later date' } : {}
}

/** @param {number} time */
const dayOf = time => new Date(time).toLocaleDateString('sv')
