import type { IncomingHttpHeaders } from 'node:http'
import type { Requirement } from '../enforcement/decision.ts'
import { type Condition, needsOf } from '../enforcement/needs.ts'
import { invalidField } from '../errors.ts'
import { Format } from '../schemas/tier.ts'
import { requiredScopes } from './scopes.ts'

/**
 * Reads what a gateway requires of the key and the account's plan for the location it protects. Node joins repeated
 * headers with a comma, and the result is neither a known format nor a number.
 * @returns null if nothing is required
 * @throws 400 if a requirement is unknown, malformed or repeated
 */
export function requirementOf(headers: IncomingHttpHeaders): Requirement | null {
  const format = headers['x-required-format']
  const days = headers['x-required-lookback-days']
  const scopes = requiredScopes(headers['x-required-scope'])
  const needed = scopes && { scopes }
  if (format === undefined && days === undefined) return needed ?? null
  if (format !== undefined && !Format.enum.some(known => known === format))
    throw invalidField('X-Required-Format', `must be sent exactly once, as one of ${Format.enum.join(', ')}`)
  if (days !== undefined && !/^[1-9]\d{0,5}$/.test(String(days)))
    throw invalidField('X-Required-Lookback-Days', 'must be sent exactly once, as a whole number of days')
  const conditions: Condition[] = []
  if (format !== undefined) conditions.push({ entitlement: 'formats', includes: String(format) })
  if (days !== undefined) conditions.push({ entitlement: 'lookback_days', atLeast: Number(days) })
  return { needs: needsOf(conditions), ...needed }
}
