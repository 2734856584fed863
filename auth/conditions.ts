import type { Condition } from '../enforcement/needs.ts'
import { invalidField } from '../errors.ts'
import { CONDITION, MOST_CONDITIONS } from '../schemas/condition.ts'

const MOST_CHARACTERS = 500

const HEADER = 'x-required-entitlement'

/**
 * Reads the conditions on a plan that a gateway sends in `X-Required-Entitlement`, such as
 * `formats=stix, lookback_days>=30`, separated by commas with or without spaces.
 * @param rawHeaders alternating names and values, as in `http.IncomingMessage`. Node's own list would join repeated
 *   headers with a comma, as if they were one.
 * @throws 400 if the header is repeated or malformed: ignoring a part of it would admit too many requests
 */
export function requiredConditions(rawHeaders: readonly string[]): readonly Condition[] {
  const values = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === HEADER)
  const header = values.join()
  const conditions = header.split(',', MOST_CONDITIONS + 1).map(text => toCondition(text.replace(/^ +| +$/g, '')))
  const isWhole = values.length === 1 && header.length <= MOST_CHARACTERS && conditions.length <= MOST_CONDITIONS
  if (isWhole && conditions.every(condition => condition !== undefined)) return conditions
  throw invalidField(
    'X-Required-Entitlement',
    'must be sent exactly once, with conditions such as formats=stix, lookback_days>=30',
  )
}

/**
 * Reads one condition (schemas/condition.ts). A value that looks like a number, true or false is one; in double quotes,
 * it is a text.
 * @returns undefined if it is malformed
 */
export function toCondition(text: string): Condition | undefined {
  const [, entitlement, atLeast, number, , value] = CONDITION.exec(text) ?? []
  if (entitlement === undefined) return undefined
  if (atLeast !== undefined) return { entitlement, operator: '>=', value: Number(number) }
  return { entitlement, operator: '=', value: toValue(value as string) }
}

function toValue(text: string): number | boolean | string {
  if (text === 'true' || text === 'false') return text === 'true'
  if (text.startsWith('"')) return text.slice(1, -1)
  return /^[-0-9]/.test(text) ? Number(text) : text
}
