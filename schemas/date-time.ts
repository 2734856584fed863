import { invalidField } from '../errors.ts'

/**
 * Reads a time from a request. The schema's format also allows leap seconds and short offsets, which `Date` cannot parse,
 * and offsets that lead to the years 0 and 10000, which PostgreSQL and JSON write differently.
 * @param field what a 400 names
 */
export function toDate(field: string, text: string): Date {
  const date = new Date(text)
  const year = date.getUTCFullYear()
  if (year >= 1 && year <= 9999) return date
  throw invalidField(field, 'must be a valid date and time')
}

/** Reads the expiry of a key; null means that it does not expire. */
export const toExpiry = (field: string, text: string | null) => (text === null ? null : toDate(field, text))
