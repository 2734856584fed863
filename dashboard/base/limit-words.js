import { number } from './format.js'

/** @import { Limits } from '../../client/client.js' */

/**
 * Own limits of an account or key, in words.
 * @param {Limits | null} limits
 */
export function limitWords(limits) {
  if (!limits) return 'None'
  const { minute, day, month } = limits
  const words = [
    minute && `${number(minute)} per minute`,
    day && `${number(day)} per day`,
    month && `${number(month)} per month`,
  ]
  return words.filter(Boolean).join(', ')
}
