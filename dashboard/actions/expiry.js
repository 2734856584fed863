import { dayOf, plural } from '../base/format.js'
import { html, useState } from '../base/view.js'
import { Choice, Field } from '../parts/field.js'

const DAY_MS = 86_400_000
const DATE = 'date'
/**
 * Send no expiry. The service keeps the key's, gives a successor the old key's lifetime, and a new key the longest one.
 */
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

/** @param {number} days the longest life that the plan allows */
export const longestLife = days => `In ${plural(days, 'day')}, the longest that your plan allows`

/**
 * The longest life itself is not among the choices: this device's clock may be ahead of the service's.
 * @param {number | null} longestDays
 */
const choicesWithin = longestDays =>
  longestDays === null ? CHOICES : CHOICES.filter(([value]) => value === DATE || Number(value) < longestDays)

/**
 * @param {{ label?: string, same?: string | null, longestDays: number | null }} props same: the text of the choice that
 * sends no expiry; offered if given
 */
export function ExpiryField({ label = 'Expires', same, longestDays }) {
  const [value, setValue] = useState(same ? SAME : 'never')
  const within = choicesWithin(longestDays)
  /** @type {[string, string][]} */
  const choices = same ? [[SAME, same], ...within] : within
  return html`
    <${Choice} label=${label} name="expires_at" value=${value} choices=${choices} onChoose=${setValue} />
    ${
      value === DATE &&
      html`<${Field} label="Valid through" name="date">
        ${(/** @type {object} */ common) => html`<input type="date" ...${common} min=${isoDate(Date.now())} max=${lastDay(longestDays)} />`}
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
 * The last date whose end is within the longest life.
 * @param {number | null} longestDays
 */
const lastDay = longestDays => (longestDays === null ? undefined : isoDate(Date.now() + (longestDays - 1) * DAY_MS))

/**
 * @param {FormData} fields
 * @param {number | null} longestDays
 * @returns {Record<string, string>}
 */
export function expiryProblem(fields, longestDays) {
  if (fields.get('expires_at') !== DATE) return {}
  const expiry = Date.parse(`${fields.get('date')}T23:59:59`)
  if (Number.isNaN(expiry)) return { date: 'Choose a date' }
  if (expiry < Date.now()) return { date: 'Choose today or a later date' }
  const last = lastDay(longestDays)
  return last !== undefined && expiry > Date.parse(`${last}T23:59:59`)
    ? { date: `Choose ${dayOf(`${last}T12:00`)} or an earlier date, as your plan requires` }
    : {}
}

/** @param {number} time */
const isoDate = time => new Date(time).toLocaleDateString('sv')
