import { invalidField } from '../errors.ts'
import { ACTING_FOR_HEADER, ACTING_FOR_PATTERN } from '../schemas/acting-for.ts'
import { singleHeader } from './single-header.ts'

/**
 * Reads whom a service says it acts for.
 * @param rawHeaders alternating names and values, as in `http.IncomingMessage`
 * @returns null if it does not say
 * @throws 400 if the header is malformed or repeated
 */
export function actingFor(rawHeaders: readonly string[]): string | null {
  const value = singleHeader(rawHeaders, ACTING_FOR_HEADER.toLowerCase())
  if (value === undefined) return null
  if (ACTING_FOR_PATTERN.test(value)) return value
  throw invalidField(ACTING_FOR_HEADER, 'must be 1 to 128 visible ASCII characters without spaces')
}
