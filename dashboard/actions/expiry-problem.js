import { dayOf } from '../base/format.js'

const DAY_MS = 86_400_000
/** The choice of a date in a field of its own. */
export const DATE = 'date'

/**
 * The last date whose end is within the longest life.
 * @param {number | null} longestDays
 */
export const lastDay = longestDays =>
  longestDays === null ? undefined : isoDate(Date.now() + (longestDays - 1) * DAY_MS)

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
export const isoDate = time => new Date(time).toLocaleDateString('sv')
