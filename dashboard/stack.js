/** @import { UsageRow } from '../client/client.js' */

/**
 * @typedef {object} Series
 * @property {string | null} keyId null for all the keys that have no series of their own
 * @property {string} [name]
 * @property {number[]} requests a day, oldest first
 * @property {number} total
 */

/** @typedef {{ days: string[], series: Series[], most: number, total: number }} Stacked */

const DAY_MS = 86_400_000
/** More colours than these are not told apart. */
const MOST_SERIES = 6

/**
 * Requests by day and key, for a stacked chart: the busiest keys one by one, and the others together.
 * @param {UsageRow[]} rows
 * @param {number} count days, the present one (UTC) included
 * @param {number} now in milliseconds
 * @returns {Stacked}
 */
export function stack(rows, count, now) {
  const days = Array.from({ length: count }, (_, at) =>
    new Date(now - (count - 1 - at) * DAY_MS).toISOString().slice(0, 10),
  )
  /** @type {Map<string, Series>} */
  const byKey = new Map()
  for (const { key_id: keyId, start, requests } of rows) {
    const at = days.indexOf(start.slice(0, 10))
    const series = byKey.get(keyId) ?? { keyId, requests: days.map(() => 0), total: 0 }
    if (at === -1) continue
    series.requests[at] = (series.requests[at] ?? 0) + requests
    series.total += requests
    byKey.set(keyId, series)
  }
  const busiest = [...byKey.values()].sort((a, b) => b.total - a.total)
  const series = busiest.slice(0, MOST_SERIES)
  if (busiest.length > MOST_SERIES) series.push(together(busiest.slice(MOST_SERIES)))
  const sums = days.map((_, at) => series.reduce((sum, one) => sum + (one.requests[at] ?? 0), 0))
  return { days, series, most: Math.max(0, ...sums), total: series.reduce((sum, one) => sum + one.total, 0) }
}

/**
 * @param {Series[]} all
 * @returns {Series}
 */
const together = all => ({
  keyId: null,
  requests: (all[0]?.requests ?? []).map((_, at) => all.reduce((sum, one) => sum + (one.requests[at] ?? 0), 0)),
  total: all.reduce((sum, one) => sum + one.total, 0),
})

/**
 * The end of a scale that people can read: a round number a little above the most.
 * @param {number} most
 */
export function niceTop(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)))
  return [1, 2, 2.5, 3, 4, 5, 6, 8, 10].map(step => step * power).find(top => top >= most) ?? most
}
