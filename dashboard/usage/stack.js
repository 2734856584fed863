/** @import { UsageRow } from '../../client/client.js' */
/** @import { Periods } from './range.js' */

/** @typedef {'requests' | 'rejected' | 'limited' | 'insufficient' | 'out_of_scope' | 'blocked'} Outcome */

/**
 * @typedef {object} Series
 * @property {Outcome} outcome of all these requests
 * @property {string} name
 * @property {string} color
 * @property {number[]} requests per period, oldest first
 * @property {number} total
 */

/** @typedef {{ unit: 'day' | 'hour', starts: string[], series: Series[], most: number, total: number, rejected: number }} Stacked */

const HOUR_MS = 3_600_000

/** The length of a period in milliseconds. @param {Periods['unit']} unit */
export const sizeOf = unit => (unit === 'day' ? 24 * HOUR_MS : HOUR_MS)

/** When each period starts, oldest first. @param {Periods} periods @param {number} now in milliseconds */
export function startsOf({ unit, count }, now) {
  const size = sizeOf(unit)
  const last = now - (now % size)
  return Array.from({ length: count }, (_, at) => new Date(last - (count - 1 - at) * size).toISOString())
}

/**
 * Requests per period.
 * @param {UsageRow[]} rows
 * @param {string[]} starts
 * @param {(row: UsageRow) => number} of
 */
export function perPeriod(rows, starts, of) {
  const counts = starts.map(() => 0)
  for (const row of rows) {
    const at = starts.indexOf(row.start)
    if (at >= 0) counts[at] = Number(counts[at]) + of(row)
  }
  return counts
}

/** @param {number[]} counts */
export const sum = counts => counts.reduce((sum, count) => sum + count, 0)

/**
 * Rejected requests, for any reason.
 * @param {UsageRow} row
 */
export const rejections = row => row.rejected + row.limited + row.insufficient + row.out_of_scope + row.blocked

/**
 * The top of the scale: a round number at or a little above the maximum.
 * @param {number} most
 */
export function niceTop(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)))
  const tops = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map(step => Math.round(step * power * 10) / 10)
  return Math.min(...tops.filter(top => top >= most && Number.isInteger(top)))
}
