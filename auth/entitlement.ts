import { invalidField } from '../errors.ts'
import { Format, TIERS, tierNames } from '../schemas/tier.ts'

/** Nothing asked for: every tier will do. */
export const ANY_TIER = ''
/** Asked for what no tier has; no tier has this name. */
const NO_TIER = '-'

/**
 * What a gateway requires of the tier for the location it protects.
 * @param rawHeaders names and values in turn, as in `http.IncomingMessage`
 * @returns the tiers that include all of it, by comma, as db/authorize.ts takes them
 * @throws 400 when a requirement is unknown, malformed or there twice
 */
export function sufficientTiers(rawHeaders: readonly string[]): string {
  const format = single(rawHeaders, 'x-required-format')
  const days = single(rawHeaders, 'x-required-lookback-days')
  if (format === undefined && days === undefined) return ANY_TIER
  if (format !== undefined && !Format.enum.some(known => known === format))
    throw invalidField('X-Required-Format', `must be one of ${Format.enum.join(', ')}`)
  if (days !== undefined && !/^[1-9]\d{0,5}$/.test(days))
    throw invalidField('X-Required-Lookback-Days', 'must be a whole number of days')
  const sufficient = tierNames.filter(tier => {
    const { formats, lookback_days } = TIERS[tier].entitlements
    return (format === undefined || formats.some(f => f === format)) && Number(days ?? 0) <= lookback_days
  })
  return sufficient.join(',') || NO_TIER
}

/** The value of a header that may be there once. @throws 400 when it is there twice */
export function single(rawHeaders: readonly string[], name: string): string | undefined {
  let found: string | undefined
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() !== name) continue
    if (found !== undefined) throw invalidField(name, 'must be there once')
    found = rawHeaders[at + 1]
  }
  return found
}
