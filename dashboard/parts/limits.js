import { plural } from '../base/format.js'

/** The limits of the API (schemas/primitives.ts), in characters as it counts them: code points. */
export const LONGEST = { name: 100, description: 500, reason: 500, note: 400, source_url: 2_000 }

const UNSEEN_IN_A_LINE = /[\p{Cc}]/u

/** @param {string} text */
export const lengthOf = text => [...text].length

/**
 * What is wrong with texts, in words.
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
  return UNSEEN_IN_A_LINE.test(name) ? { name: 'Use a single line of text' } : {}
}

/** What the service refuses although the page did not, by the API's field. */
const REFUSED = {
  name: 'Use 1 to 100 characters, at least one of them visible',
  description: 'Use at most 500 characters',
  scopes: 'One of these scopes is not allowed here',
  expires_at: 'Choose a date in the future',
  reason: 'Use at most 500 characters',
  note: 'Use at most 400 characters',
  source_url: 'Enter a web address',
}

/**
 * @param {object} details of a 400: its problem by field
 * @returns {Record<string, string>} for fields that people fill in
 */
export const refusedFields = details =>
  Object.fromEntries(Object.entries(REFUSED).filter(([field]) => field in details))
