import { DATES } from '../base/format.js'
import { duration } from './duration.js'

/** @import { Session } from '../../client/client.js' */

const dayName = new Intl.DateTimeFormat(DATES, { day: 'numeric', month: 'short', timeZone: 'UTC' })

/**
 * The limit that rejects requests for a while: the one that resets last. The minute's is left out, because it resets
 * before the reader could do anything.
 * @param {Session['limits']} limits
 * @param {number} now Unix time in seconds
 */
export function limitReached({ day, month }, now) {
  /** @param {typeof day} window */
  const isReached = window => window !== undefined && window !== null && window.remaining === 0 && window.reset > now
  if (month && isReached(month))
    return `${sentence('monthly', ` on ${dayName.format(month.reset * 1000)}`)}${left(month.reset - now)}`
  return day && isReached(day) ? `${sentence('daily', '')}${left(day.reset - now)}` : undefined
}

/** @param {string} limit @param {string} when */
const sentence = (limit, when) => `Requests are being rejected: ${limit} limit reached, resets${when} at 00:00 UTC`

/** @param {number} seconds */
const left = seconds => ` (in ${duration(seconds)})`
