import { BoundedMap } from '../limits/bounded-map.ts'
import { LONGEST_ENTITLEMENTS } from '../schemas/plan.ts'
import { asciiJson } from '../schemas/stored-json.ts'

/** A plan's entitlements, read once from their JSON. */
export interface Entitlements {
  value: Record<string, unknown>
  /** For the upstream of a gateway. Every name is always there, so that no header of the client passes. */
  headers: Readonly<Record<'x-entitlements' | 'x-lookback-days' | 'x-formats', string>>
}

/** Keyed by the JSON itself: another version of a plan is another text. */
const known = new BoundedMap<string, Entitlements>(1_000)

/** @param json an object, as the authorize statement returns it */
export function entitlementsOf(json: string): Entitlements {
  const before = known.get(json)
  if (before) return before
  const value = JSON.parse(json) as Record<string, unknown>
  const headers = {
    'x-entitlements': inHeader(asciiJson(value)),
    'x-lookback-days': days(value),
    'x-formats': formats(value),
  }
  const entitlements = { value, headers }
  known.set(json, entitlements)
  return entitlements
}

/** Plans that were written with SQL can have longer entitlements. */
const inHeader = (text: string) => (text.length <= LONGEST_ENTITLEMENTS ? text : '')

const days = ({ lookback_days: days }: Record<string, unknown>) => (Number.isSafeInteger(days) ? String(days) : '0')

const formats = ({ formats }: Record<string, unknown>) =>
  Array.isArray(formats)
    ? formats.filter(format => typeof format === 'string' && /^[\x21-\x2b\x2d-\x7e]+$/.test(format)).join(',')
    : ''
