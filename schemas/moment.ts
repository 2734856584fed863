import { invalidField } from '../errors.ts'

/**
 * Reads a moment of a request, which its schema's format has let through: that also allows leap seconds and short
 * offsets, which are no Date, and offsets into the years 0 and 10000, which not every database can be told.
 * @param field what a 400 names
 */
export function toDate(field: string, text: string): Date {
  const date = new Date(text)
  const year = date.getUTCFullYear()
  if (year >= 1 && year <= 9999) return date
  throw invalidField(field, 'must be a valid date and time')
}

/** Reads when a key is to end, where null means never. */
export const toEnd = (field: string, text: string | null) => (text === null ? null : toDate(field, text))
