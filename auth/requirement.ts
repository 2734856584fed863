import type { IncomingHttpHeaders } from 'node:http'
import { invalidField } from '../errors.ts'
import { Format, TIERS, tierNames } from '../schemas/tier.ts'

/** Nothing asked for: every tier will do. */
export const ANY_TIER = ''
/** Asked for what no tier has; no tier has this name. */
const NO_TIER = '-'

/**
 * What a gateway requires of the tier for the location it protects. A header that is there twice comes joined by a
 * comma (Node), which is no format and no number.
 * @returns the tiers that include all of it, by comma, as db/authorize/authorize.ts takes them
 * @throws 400 when a requirement is unknown, malformed or there twice
 */
export function sufficientTiers(headers: IncomingHttpHeaders): string {
  const format = headers['x-required-format']
  const days = headers['x-required-lookback-days']
  if (format === undefined && days === undefined) return ANY_TIER
  if (format !== undefined && !Format.enum.some(known => known === format))
    throw invalidField('X-Required-Format', `must be there once, and one of ${Format.enum.join(', ')}`)
  if (days !== undefined && !/^[1-9]\d{0,5}$/.test(String(days)))
    throw invalidField('X-Required-Lookback-Days', 'must be there once, and a whole number of days')
  const sufficient = tierNames.filter(tier => {
    const { formats, lookback_days } = TIERS[tier].entitlements
    return (format === undefined || formats.some(f => f === format)) && Number(days ?? 0) <= lookback_days
  })
  return sufficient.join(',') || NO_TIER
}
