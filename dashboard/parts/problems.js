import { plural } from '../base/format.js'
import { LIMITS } from '../base/limits.js'

const MAX_LENGTHS = {
  name: LIMITS.name,
  description: LIMITS.description,
  reason: LIMITS.reason,
  note: LIMITS.note,
  source_url: LIMITS.sourceUrl,
}

const CONTROL_CHARACTER = /\p{Cc}/u

/**
 * How many characters a text is too long, as the API counts them. Negative if it could be longer.
 * @param {keyof typeof MAX_LENGTHS} field
 * @param {string} text
 */
export const excessOf = (field, text) => [...text].length - MAX_LENGTHS[field]

/**
 * @param {FormData} fields
 * @param {(keyof typeof MAX_LENGTHS)[]} names
 * @returns {Record<string, string>}
 */
export function tooLong(fields, names) {
  const excess = names.map(name => /** @type {const} */ ([name, excessOf(name, String(fields.get(name) ?? ''))]))
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
  name: `Use 1 to ${LIMITS.name} characters, at least one of them visible`,
  description: `Use at most ${LIMITS.description} characters`,
  scopes: 'One of these scopes is not allowed here',
  expires_at: 'Choose a date in the future that your plan allows',
  reason: `Use at most ${LIMITS.reason} characters`,
  note: `Use at most ${LIMITS.note} characters`,
  source_url: 'Enter a web address',
}

/**
 * @param {object} details of a `validation_error`: problems by field
 * @returns {Record<string, string>} only the fields that a form has
 */
export const rejectedFields = details =>
  Object.fromEntries(Object.entries(REJECTED).filter(([field]) => field in details))
