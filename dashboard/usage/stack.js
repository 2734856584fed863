/** @import { UsageRow } from '../../client/client.js' */
/** @import { Periods } from './range.js' */

/** @typedef {'requests' | 'rejected' | 'limited' | 'insufficient' | 'out_of_scope' | 'blocked'} Outcome */

/**
 * @typedef {object} Series
 * @property {string | null} keyId null for several keys together
 * @property {string} [name]
 * @property {boolean} [rejected] whether these requests were rejected
 * @property {Outcome} [outcome] of all these requests
 * @property {string} [color] instead of the one of its position
 * @property {number[]} requests per period, oldest first
 * @property {number} total
 */

/** @typedef {{ unit: 'day' | 'hour', starts: string[], series: Series[], most: number, total: number, rejected: number }} Stacked */

const HOUR_MS = 3_600_000
/** Readers cannot distinguish more colors than this. */
const MAX_SERIES = 6

/**
 * Requests by period and key, for a stacked chart: one series for each of the busiest keys, one for all other keys, and one
 * on top for rejected requests.
 * @param {UsageRow[]} rows
 * @param {Periods} periods
 * @param {number} now in milliseconds
 * @returns {Stacked}
 */
export function stack(rows, periods, now) {
  const starts = startsOf(periods, now)
  const shown = rows.filter(({ start }) => starts.includes(start))
  const admitted = shown.filter(({ requests }) => requests > 0)
  const byKey = [...Map.groupBy(admitted, row => row.key_id)].map(([keyId, rows]) => seriesOf(keyId, rows, starts))
  const busiest = byKey.sort((a, b) => b.total - a.total).slice(0, MAX_SERIES)
  const others = admitted.filter(row => !busiest.some(({ keyId }) => keyId === row.key_id))
  const rejectedRows = shown.map(row => ({ ...row, requests: rejections(row) })).filter(({ requests }) => requests > 0)
  const rejected = { ...seriesOf(null, rejectedRows, starts), rejected: true }
  const all = seriesOf(null, [...admitted, ...rejectedRows], starts)
  return {
    unit: periods.unit,
    starts,
    series: [
      ...busiest,
      ...(others.length > 0 ? [seriesOf(null, others, starts)] : []),
      ...(rejectedRows.length > 0 ? [rejected] : []),
    ],
    most: Math.max(...all.requests),
    total: all.total - rejected.total,
    rejected: rejected.total,
  }
}

/** The length of a period in milliseconds. @param {Periods['unit']} unit */
export const sizeOf = unit => (unit === 'day' ? 24 * HOUR_MS : HOUR_MS)

/** When each period starts, oldest first. @param {Periods} periods @param {number} now in milliseconds */
export function startsOf({ unit, count }, now) {
  const size = sizeOf(unit)
  const last = now - (now % size)
  return Array.from({ length: count }, (_, at) => new Date(last - (count - 1 - at) * size).toISOString())
}

/**
 * @param {string | null} keyId
 * @param {UsageRow[]} rows
 * @param {string[]} starts
 * @returns {Series}
 */
export function seriesOf(keyId, rows, starts) {
  const requests = starts.map(start => sum(rows.filter(row => row.start === start)))
  return { keyId, requests, total: sum(rows) }
}

/**
 * Rejected requests, for any reason.
 * @param {UsageRow} row
 */
export const rejections = row => row.rejected + row.limited + row.insufficient + row.out_of_scope + row.blocked

/** @param {UsageRow[]} rows */
const sum = rows => rows.reduce((sum, { requests }) => sum + requests, 0)

/**
 * The top of the scale: a round number at or a little above the maximum.
 * @param {number} most
 */
export function niceTop(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)))
  const tops = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map(step => Math.round(step * power * 10) / 10)
  return Math.min(...tops.filter(top => top >= most && Number.isInteger(top)))
}
