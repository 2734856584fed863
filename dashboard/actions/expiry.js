import { dayOf, plural } from '../base/format.js'
import { html, useState } from '../base/view.js'
import { Choice, Field } from '../parts/field.js'
import { DATE, isoDate, lastDay } from './expiry-problem.js'

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

/** A new key expires after this many days, or after the longest life that the plan allows. */
const DEFAULT_DAYS = 90

/**
 * The choice that a new key starts with.
 * @param {number | null} longestDays
 */
export const defaultExpiry = longestDays =>
  longestDays !== null && longestDays <= DEFAULT_DAYS ? SAME : String(DEFAULT_DAYS)

/**
 * @param {{ label?: string, same?: string | null, initial?: string, longestDays: number | null }} props same: the text
 * of the choice that sends no expiry; offered if given
 */
export function ExpiryField({ label = 'Expires', same, initial = same ? SAME : 'never', longestDays }) {
  const [value, setValue] = useState(initial)
  const within = choicesWithin(longestDays)
  /** @type {[string, string][]} */
  const choices = same ? [[SAME, same], ...within] : within
  return html`
    <${Choice} label=${label} name="expires_at" value=${value} choices=${choices} onChoose=${setValue} hint=${hintOf(value)} />
    ${
      value === DATE &&
      html`<${Field} label="Valid through" name="date">
        ${(/** @type {object} */ common) => html`<input type="date" ...${common} min=${isoDate(Date.now())} max=${lastDay(longestDays)} />`}
      <//>`
    }
  `
}

/** The date of a chosen number of days, written out. @param {string} value */
const hintOf = value => (Number(value) > 0 ? `Works through ${dayOf(endOfDay(Number(value)))}` : undefined)

/**
 * The end of a day in the reader's time zone, so that "In 30 days" still reads "in 30 days" once the key has been created.
 * @param {number} days from today
 */
function endOfDay(days) {
  const end = new Date()
  end.setDate(end.getDate() + days)
  end.setHours(23, 59, 59, 0)
  return end.getTime()
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
  const expiry = new Date(choice === DATE ? `${fields.get('date')}T23:59:59` : endOfDay(Number(choice)))
  return { expires_at: expiry.toISOString() }
}
