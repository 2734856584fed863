import type { IncomingHttpHeaders } from 'node:http'
import type { Requirement } from '../enforcement/decision.ts'
import { type Condition, needsOf } from '../enforcement/needs.ts'
import { invalidField } from '../errors.ts'
import { MOST_COST } from '../schemas/cost.ts'
import { Format } from '../schemas/tier.ts'
import { requiredConditions } from './conditions.ts'
import { requiredScopes } from './scopes.ts'

interface Request {
  headers: IncomingHttpHeaders
  /** Alternating names and values, as in `http.IncomingMessage`. */
  rawHeaders: readonly string[]
}

/** A gateway's terms for a request: what it requires, and what it costs. */
export interface Terms {
  /** The scopes and entitlements that are required; null if none are. */
  requirement: Requirement | null
  /** The units that the request takes. */
  cost: number
  /** Whether an instance of the release before would ignore a part of these terms. */
  isNew: boolean
}

/** Nearly every request has these terms. */
export const USUAL_TERMS: Terms = { requirement: null, cost: 1, isNew: false }

/**
 * Reads the terms of a gateway. Node joins repeated headers with a comma, and the result is neither a known format nor a
 * number.
 * @throws 400 if a header is unknown, malformed or repeated: ignoring a part of it would admit too many requests
 */
export function gatewayTerms(request: Request): Terms {
  const cost = costOf(request.headers['x-request-cost'])
  const requirement = requirementOf(request)
  if (requirement === null && cost === 1) return USUAL_TERMS
  return { requirement, cost, isNew: cost > 1 || request.headers['x-required-entitlement'] !== undefined }
}

function costOf(header: string | string[] | undefined): number {
  if (header === undefined) return 1
  const cost = /^[1-9]\d{0,4}$/.test(String(header)) ? Number(header) : Number.NaN
  if (cost <= MOST_COST) return cost
  throw invalidField('X-Request-Cost', `must be sent exactly once, as a whole number from 1 to ${MOST_COST}`)
}

function requirementOf(request: Request): Requirement | null {
  const scopes = requiredScopes(request.headers['x-required-scope'])
  const conditions = conditionsOf(request)
  if (conditions === undefined) return scopes ? { scopes } : null
  return { needs: needsOf(conditions), ...(scopes && { scopes }) }
}

/** The conditions on the plan, from all three headers. `X-Required-Format` accepts only the published formats. */
function conditionsOf({ headers, rawHeaders }: Request): readonly Condition[] | undefined {
  const format = headers['x-required-format']
  const days = headers['x-required-lookback-days']
  const others = headers['x-required-entitlement']
  if (format === undefined && days === undefined && others === undefined) return undefined
  if (format !== undefined && !Format.enum.some(known => known === format))
    throw invalidField('X-Required-Format', `must be sent exactly once, as one of ${Format.enum.join(', ')}`)
  if (days !== undefined && !/^[1-9]\d{0,5}$/.test(String(days)))
    throw invalidField('X-Required-Lookback-Days', 'must be sent exactly once, as a whole number of days')
  return [
    ...(format === undefined ? [] : [{ entitlement: 'formats', operator: '=', value: String(format) } as const]),
    ...(days === undefined ? [] : [{ entitlement: 'lookback_days', operator: '>=', value: Number(days) } as const]),
    ...(others === undefined ? [] : requiredConditions(rawHeaders)),
  ]
}
