import { plural } from '../base/format.js'

/** The limits of the API (schemas/primitives.ts), in characters as it counts them: code points. */
export const LONGEST = { name: 100, description: 500, reason: 500, note: 400, source_url: 2_000 }

const CONTROL_CHARACTER = /\p{Cc}/u

/** @param {string} text */
export const lengthOf = text => [...text].length

/**
 * @param {FormData} fields
 * @param {(keyof typeof LONGEST)[]} names
 * @returns {Record<string, string>}
 */
export function tooLong(fields, names) {
  const excess = names.map(
    name => /** @type {const} */ ([name, lengthOf(String(fields.get(name) ?? '')) - LONGEST[name]]),
  )
  return Object.fromEntries(
    excess.flatMap(([name, more]) => (more > 0 ? [[name, `Too long by ${plural(more, 'character')}`]] : [])),
  )
}

/**
 * @param {FormData} fields
 * @returns {Record<string, string>}
 */
export function nameProblem(fields) {
  const name = String(fields.get('name'))
  if (name.trim() === '') return { name: 'Enter a name' }
  return CONTROL_CHARACTER.test(name) ? { name: 'Use a single line of text' } : {}
}

/** Messages for fields that the service rejects although the page's own checks passed. */
const REJECTED = {
  name: 'Use 1 to 100 characters, at least one of them visible',
  description: 'Use at most 500 characters',
  scopes: 'One of these scopes is not allowed here',
  expires_at: 'Choose a date in the future',
  reason: 'Use at most 500 characters',
  note: 'Use at most 400 characters',
  source_url: 'Enter a web address',
}

/**
 * @param {object} details of a `validation_error`: problems by field
 * @returns {Record<string, string>} only the fields that a form has
 */
export const rejectedFields = details =>
  Object.fromEntries(Object.entries(REJECTED).filter(([field]) => field in details))
