import { dayOf, plural } from '../base/format.js'
import { LIMITS } from '../base/limits.js'

const DAY_SECONDS = 86_400
const DAY_MS = DAY_SECONDS * 1000

export const IMMEDIATELY = '0'
export const ONE_DAY = String(DAY_SECONDS)

/** @type {[seconds: string, label: string][]} */
export const GRACE_PERIODS = [
  ['3600', '1 hour'],
  [ONE_DAY, '24 hours'],
  [String(7 * DAY_SECONDS), '7 days'],
  [String(LIMITS.graceSeconds), plural(LIMITS.graceSeconds / DAY_SECONDS, 'day')],
  [IMMEDIATELY, 'Revoke immediately'],
]

/**
 * What happens to the old key after a rotation. Even if its successor is never used, it expires a fixed time after the
 * rotation, or at its previous expiry if that is earlier.
 * @param {string} seconds of the grace period
 * @param {{ expires_at: string | null }} old
 * @param {number} [now]
 */
export function fateOf(seconds, { expires_at: expiry }, now = Date.now()) {
  if (seconds === IMMEDIATELY) return 'The old key has been revoked.'
  const period = new Map(GRACE_PERIODS).get(seconds)
  const last = Math.min(
    now + LIMITS.retiringDays * DAY_MS,
    expiry === null ? Number.POSITIVE_INFINITY : Date.parse(expiry),
  )
  return `The old key expires ${period} after the new key is first used, or on ${dayOf(last)} at the latest.`
}
