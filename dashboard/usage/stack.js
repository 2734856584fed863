/** @import { UsageRow } from '../../client/client.js' */
/** @import { Periods } from './range.js' */

/**
 * @typedef {object} Series
 * @property {string | null} keyId null for all the keys that have no series of their own
 * @property {string} [name]
 * @property {boolean} [rejected] requests that were rejected, instead of admitted
 * @property {number[]} requests per period, oldest first
 * @property {number} total
 */

/** @typedef {{ unit: 'day' | 'hour', starts: string[], series: Series[], most: number, total: number, rejected: number }} Stacked */

const HOUR_MS = 3_600_000
/** More colours than these are not told apart. */
const MOST_SERIES = 6

/**
 * Requests by period and key, for a stacked chart: the busiest keys one by one, the others together, and on top what was
 * rejected.
 * @param {UsageRow[]} rows
 * @param {Periods} periods
 * @param {number} now in milliseconds
 * @returns {Stacked}
 */
export function stack(rows, { unit, count }, now) {
  const size = unit === 'day' ? 24 * HOUR_MS : HOUR_MS
  const last = now - (now % size)
  const starts = Array.from({ length: count }, (_, at) => new Date(last - (count - 1 - at) * size).toISOString())
  const shown = rows.filter(({ start }) => starts.includes(start))
  const admitted = shown.filter(({ requests }) => requests > 0)
  const byKey = [...Map.groupBy(admitted, row => row.key_id)].map(([keyId, rows]) => seriesOf(keyId, rows, starts))
  const busiest = byKey.sort((a, b) => b.total - a.total).slice(0, MOST_SERIES)
  const others = admitted.filter(row => !busiest.some(({ keyId }) => keyId === row.key_id))
  const refused = shown.filter(({ rejected }) => rejected > 0).map(row => ({ ...row, requests: row.rejected }))
  const rejected = { ...seriesOf(null, refused, starts), rejected: true }
  const every = seriesOf(null, [...admitted, ...refused], starts)
  return {
    unit,
    starts,
    series: [
      ...busiest,
      ...(others.length > 0 ? [seriesOf(null, others, starts)] : []),
      ...(refused.length > 0 ? [rejected] : []),
    ],
    most: Math.max(...every.requests),
    total: every.total - rejected.total,
    rejected: rejected.total,
  }
}

/**
 * @param {string | null} keyId
 * @param {UsageRow[]} rows
 * @param {string[]} starts
 * @returns {Series}
 */
function seriesOf(keyId, rows, starts) {
  const requests = starts.map(start => sum(rows.filter(row => row.start === start)))
  return { keyId, requests, total: sum(rows) }
}

/** @param {UsageRow[]} rows */
const sum = rows => rows.reduce((sum, { requests }) => sum + requests, 0)

/**
 * The end of a scale that people can read: a round number a little above the most.
 * @param {number} most
 */
export function niceTop(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)))
  const tops = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map(step => Math.round(step * power * 10) / 10)
  return Math.min(...tops.filter(top => top >= most && Number.isInteger(top)))
}
