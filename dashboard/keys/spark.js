import { rejections } from '../usage/stack.js'

/** @import { UsageRow } from '../../client/client.js' */

export const SPARK_DAYS = 30
export const [WIDTH, HEIGHT] = [120, 22]
/** The part of a period's width that its bar takes. */
const BAR = 0.75
const DAY_MS = 86_400_000

/** @typedef {{ admitted: number[], rejected: number[], total: number }} Days requests per day, oldest first */

/**
 * The requests of each key in the last 30 days.
 * @param {UsageRow[]} rows
 * @param {number} now in milliseconds
 */
export function daysByKey(rows, now) {
  const first = now - (now % DAY_MS) - (SPARK_DAYS - 1) * DAY_MS
  /** @type {Map<string, Days>} */
  const keys = new Map()
  for (const row of rows) {
    const { key_id: id, start, requests } = row
    const rejected = rejections(row)
    const at = Math.round((Date.parse(start) - first) / DAY_MS)
    if (at < 0 || at >= SPARK_DAYS) continue
    const key = keys.get(id) ?? { admitted: Array(SPARK_DAYS).fill(0), rejected: Array(SPARK_DAYS).fill(0), total: 0 }
    key.admitted[at] = requests
    key.rejected[at] = rejected
    key.total += requests + rejected
    keys.set(id, key)
  }
  return keys
}

/** The most requests of a key on one day, which sets the scale. @param {Iterable<Days>} keys */
export const mostPerDay = keys =>
  Math.max(
    1,
    ...[...keys].flatMap(({ admitted, rejected }) => admitted.map((count, at) => count + Number(rejected[at]))),
  )

/**
 * Bars as one path. A day with requests has a bar of at least one pixel.
 * @param {number[]} counts
 * @param {number} most
 * @param {number[]} [below] what the bars stand on
 */
export const barsOf = (counts, most, below = []) => {
  const slot = WIDTH / counts.length
  return counts
    .map((count, at) => {
      const [height, foot] = [heightOf(count, most), HEIGHT - heightOf(below[at] ?? 0, most)]
      return height === 0 ? '' : `M${at * slot} ${foot}h${slot * BAR}v${-height}h${-slot * BAR}z`
    })
    .join('')
}

/** @param {number} count @param {number} most */
const heightOf = (count, most) => (count === 0 ? 0 : Math.max(1, Math.round((count / most) * (HEIGHT - 1))))
