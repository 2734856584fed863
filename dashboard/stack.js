/** @import { UsageRow } from '../client/client.js' */

/**
 * @typedef {object} Series
 * @property {string | null} keyId null for all the keys that have no series of their own
 * @property {string} [name]
 * @property {number[]} requests per day, oldest first
 * @property {number} total
 */

/** @typedef {{ days: string[], series: Series[], most: number, total: number }} Stacked */

const DAY_MS = 86_400_000
/** More colours than these are not told apart. */
const MOST_SERIES = 6

/**
 * Requests by day and key, for a stacked chart: the busiest keys one by one, and the others together.
 * @param {UsageRow[]} rows
 * @param {number} count days, including the current one (UTC)
 * @param {number} now in milliseconds
 * @returns {Stacked}
 */
export function stack(rows, count, now) {
  const days = Array.from({ length: count }, (_, at) => dayOf(now - (count - 1 - at) * DAY_MS))
  const shown = rows.filter(({ start }) => days.includes(dayOf(start)))
  const byKey = [...Map.groupBy(shown, row => row.key_id)].map(([keyId, rows]) => seriesOf(keyId, rows, days))
  const busiest = byKey.sort((a, b) => b.total - a.total).slice(0, MOST_SERIES)
  const others = shown.filter(row => !busiest.some(({ keyId }) => keyId === row.key_id))
  const all = seriesOf(null, shown, days)
  return {
    days,
    series: others.length > 0 ? [...busiest, seriesOf(null, others, days)] : busiest,
    most: Math.max(...all.requests),
    total: all.total,
  }
}

/** @param {string | number} time */
const dayOf = time => new Date(time).toISOString().slice(0, 10)

/**
 * @param {string | null} keyId
 * @param {UsageRow[]} rows
 * @param {string[]} days
 * @returns {Series}
 */
function seriesOf(keyId, rows, days) {
  const requests = days.map(day => sum(rows.filter(({ start }) => dayOf(start) === day)))
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
  const tops = [1, 2, 2.5, 3, 4, 5, 6, 8, 10].map(step => step * power)
  return Math.min(...tops.filter(top => top >= most))
}
